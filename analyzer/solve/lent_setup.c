/* What hangs below an element that was set up right before it is lent:
 *
 *     w = &pool->workers[i]; w->todo = &pool->todo; w->next = NULL; start(run, w);
 *
 * B-L23 (I2). In memory an element is one of all that are in its array, and what was stored into
 * one may lie in any. But where every word of the element that may hold a pointer, by phase A, was
 * stored in the start's own block, at a constant distance from the very pointer that is given, and
 * nothing after that may write there (B-J10), these pointers are all that it leads to. A pointer to
 * a channel is nothing that is lent, whatever it lies in (B-K8). */
#include "solve/lent.h"

#include "solve/body.h"
#include "solve/unchanged.h"
#include "solve/written.h"

/* So many bytes behind where the other one points; false: it depends. */
static bool is_apart_by(const struct rir_func *f, uint32_t from, uint32_t to, int64_t *bytes)
{
    struct sum x = number_sum(f, from), y = number_sum(f, to);
    *bytes = y.plus - x.plus;
    return x.root != RIR_NONE && x.root == y.root;
}

/* Between the two, something may write what the first one has stored. */
static bool is_overwritten(struct solver *s, uint32_t func, uint32_t store, uint32_t start)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t address = f->insns[store].args[0];
    struct target_memory m = written_target(s, func, address, s->word);
    struct reading r = {f, address, s->word};
    bool written = false;
    for (uint32_t i = store + 1; i < start && !written; i++)
        written = written_may(s, func, i, &m, reading_is_beside, &r);
    return written;
}

/* What is stored so many bytes behind the pointer, last before the start; RIR_NONE: not seen. */
static uint32_t stored_there(struct solver *s, uint32_t func, uint32_t start, uint32_t pointer,
                             int64_t at)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    uint32_t first = f->blocks[f->insns[start].block].first;
    for (uint32_t i = start; i-- > first;) {
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
