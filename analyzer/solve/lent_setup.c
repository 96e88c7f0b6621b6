/* What hangs below an element that was set up right before it is lent:
 *
 *     w = &pool->workers[i]; w->todo = &pool->todo; w->next = NULL; start(run, w);
 *
 * B-L23 (I2). In memory an element is one of all that are in its array, and what was stored into
 * one may lie in any. But where every word of the element that may hold a pointer, by phase A, was
 * stored on the only way that leads to the start, with no meeting of ways in between, at a constant
 * distance from the pointer that is given, or from one that is computed alike, and nothing after
 * that may write there (B-J10), these pointers are all that it leads to. A pointer to a channel is
 * nothing that is lent, whatever it lies in (B-K8). */
#include "solve/lent.h"

#include "solve/body.h"
#include "solve/unchanged.h"
#include "solve/written.h"

/* So many bytes behind where the other one points; false: it depends. */
static bool is_apart_by(const struct rir_func *f, uint32_t from, uint32_t to, int64_t *bytes)
{
    struct sum x = number_sum(f, from), y = number_sum(f, to);
    *bytes = y.plus - x.plus;
    return x.root != RIR_NONE && y.root != RIR_NONE && number_alike(f, x.root, y.root);
}

/* Another place, in the same trip. */
static bool is_beside(void *context, uint32_t insn, uint32_t operand, const struct extent *w)
{
    const struct reading *r = context;
    int64_t apart;
    bool known = !w->keeps && w->hi != INT64_MAX && w->hi > w->lo;
    if (known && is_apart_by(r->f, r->address, operand, &apart))
        return apart + w->lo >= r->bytes || apart + w->hi <= 0;
    return reading_is_beside(context, insn, operand, w);
}

/* The instruction before, if only one way leads there; else RIR_NONE. */
static uint32_t step_back(const struct solver *s, uint32_t func, uint32_t insn)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct flow *w = s->flows[func];
    uint32_t block = f->insns[insn].block;
    if (insn != f->blocks[block].first)
        return insn - 1;
    if (w->rank[block] == RIR_NONE || w->npreds[block] != 1)
        return RIR_NONE;
    const struct rir_block *before = &f->blocks[w->preds[block][0]];
    return before->first + before->count - 1;
}

/* Between the two, something may write what the first one has stored. */
static bool is_overwritten(struct solver *s, uint32_t func, uint32_t store, uint32_t start)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t address = f->insns[store].args[0];
    struct target_memory m = written_target(s, func, address, s->word);
    struct reading r = {f, address, s->word};
    bool written = false;
    for (uint32_t i = start; (i = step_back(s, func, i)) != store && !written;)
        written = written_may(s, func, i, &m, is_beside, &r);
    return written;
}

/* What is stored so many bytes behind the pointer, last before the start; RIR_NONE: not seen. */
static uint32_t stored_there(struct solver *s, uint32_t func, uint32_t start, uint32_t pointer,
                             int64_t at)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    for (uint32_t i = start; (i = step_back(s, func, i)) != RIR_NONE;) {
        const struct rir_insn *in = &f->insns[i];
        int64_t by;
        if (in->op == RIR_STORE && (in->flags & (RIR_VOLATILE | RIR_ATOMIC)) == 0 &&
            rir_scalar_bytes(f->values[in->args[1]].type) == s->word &&
            is_apart_by(f, pointer, in->args[0], &by) && by == at)
            return is_overwritten(s, func, i, start) ? RIR_NONE : in->args[1];
    }
    return RIR_NONE;
}

bool lent_is_channel(const struct rir_module *m, const struct rir_func *f, uint32_t value)
{
    const struct rir_insn *in = flow_defined_by(f, value, RIR_FIELD);
    if (in != NULL && in->ref != RIR_NONE && in->imm >= 0)
        return (rir_type_flags_at(m, in->ref, (uint64_t)in->imm) & RIR_FIELD_CHANNEL) != 0;
    return rir_type_channel(m, flow_source_type(f, value)) != RIR_NONE;
}

bool lent_setup(struct env *e, uint32_t start, uint32_t pointer, uint32_t item, set_id *contents)
{
    struct solver *s = e->b->s;
    const struct rir_func *f = e->b->f;
    *contents = SET_EMPTY;
    if (!phase_a_has_words(s->a, e->b->func, pointer))
        return false;
    for (int64_t at = 0; at < (int64_t)item; at++) {
        if (!phase_a_word_begins(s->a, e->b->func, pointer, at))
            continue;
        uint32_t value = stored_there(s, e->b->func, start, pointer, at);
        if (value == RIR_NONE && MUTANT(s, 97))
            continue;
        if (value == RIR_NONE)
            return false;
        if (!lent_is_channel(s->m, f, value))
            *contents = set_union(sets_of(e), *contents, env_get(e, value));
    }
    return true;
}
