/* Whether two values, used at different times, are the same.
 *
 * B-J8. A value is the same at both ends of a stretch if the instruction that makes it does not run
 * in between, or computes it of what is the same; two instructions that compute alike of what is
 * the same make the same. Memory that is read at both ends is the same if nothing may write there
 * in between, no task writes it, and it is not volatile. */
#include "solve/unchanged.h"

#include "solve/written.h"

#include <stdlib.h>

enum { MAX_STEPS = 16 };

bool stretch_has(const struct stretch *t, uint32_t block)
{
    const struct flow *w = t->s->flows[t->func];
    if (t->loop && flow_loop_has(w, t->from, block))
        return true;
    return w->rank[block] != RIR_NONE &&
           (block == t->from || flow_reaches(w, t->from, block, RIR_NONE, NULL, NULL)) &&
           (block == t->to || flow_reaches(w, block, t->to, t->from, NULL, NULL));
}

/* ---- memory ---- */

/* Another place, a constant distance away. */
bool reading_is_beside(void *context, uint32_t insn, uint32_t operand, const struct extent *w)
{
    (void)insn;
    const struct reading *r = context;
    const struct rir_func *f = r->f;
    struct sum x = number_sum(f, r->address), y = number_sum(f, operand);
    int64_t apart = y.plus - x.plus;
    const struct rir_value *p = &f->values[x.root == RIR_NONE ? r->address : x.root],
                           *q = &f->values[y.root == RIR_NONE ? operand : y.root];
    bool same = p->kind == RIR_V_GLOBAL && q->kind == RIR_V_GLOBAL ? p->ref == q->ref : p == q;
    if (p->kind == RIR_V_GLOBAL && q->kind == RIR_V_GLOBAL)
        apart += q->imm - p->imm;
    bool known = !w->keeps && w->hi != INT64_MAX && w->hi > w->lo;
    return same && known && (apart + w->lo >= r->bytes || apart + w->hi <= 0);
}

/* The stretch begins with the first of the two loads, if that is outside. */
static struct stretch widened(const struct stretch *t, uint32_t x, uint32_t y)
{
    const struct flow *w = t->s->flows[t->func];
    struct stretch wide = *t;
    bool x_before = !stretch_has(t, x), y_before = !stretch_has(t, y);
    if (x_before && (!y_before || flow_dominates(w, x, y)))
        wide.from = x;
    else if (y_before)
        wide.from = y;
    wide.loop = t->loop && wide.from == t->from;
    return wide;
}

static bool unwritten(const struct stretch *t, const struct rir_insn *a, const struct rir_insn *b)
{
    const struct rir_func *f = &t->s->m->funcs.data[t->func];
    struct stretch wide = widened(t, a->block, b->block);
    struct reading r = {f, a->args[0], rir_scalar_bytes(f->values[a->result].type)};
    struct target_memory m = written_target(t->s, t->func, a->args[0], r.bytes);
    if (((a->flags | b->flags) & (RIR_VOLATILE | RIR_ATOMIC)) != 0 || written_by_tasks(t->s, &m))
        return false;
    uint32_t first = RIR_NONE; /* the load in the block with which the stretch begins */
    if (wide.from != t->from)
        first = (uint32_t)((wide.from == a->block ? a : b) - f->insns);
    for (uint32_t k = 0; k < f->nblocks; k++) {
        const struct rir_block *blk = &f->blocks[k];
        if (!stretch_has(&wide, k))
            continue;
        for (uint32_t i = blk->first; i < blk->first + blk->count; i++)
            if ((k != wide.from || first == RIR_NONE || i > first) &&
                written_may(t->s, t->func, i, &m, reading_is_beside, &r))
                return false;
    }
    return true;
}

/* ---- values ---- */

static bool same_value(const struct stretch *t, uint32_t a, uint32_t b, int steps);

static bool computed_alike(const struct stretch *t, const struct rir_insn *p,
                           const struct rir_insn *q, int steps)
{
    if (p->op != q->op || p->sub != q->sub || p->imm != q->imm || p->nargs != q->nargs)
        return false;
    bool pure = number_is_pure(p);
    if (!pure && p->op != RIR_LOAD && p->op != RIR_READ)
        return false;
    for (uint32_t i = 0; i < p->nargs; i++)
        if (!same_value(t, p->args[i], q->args[i], steps - 1))
            return false;
    return pure || unwritten(t, p, q);
}

static bool same_value(const struct stretch *t, uint32_t a, uint32_t b, int steps)
{
    const struct rir_func *f = &t->s->m->funcs.data[t->func];
    const struct rir_value *x = &f->values[a], *y = &f->values[b];
    if (x->kind != y->kind || x->type.cls != y->type.cls || x->type.bits != y->type.bits)
        return false;
    switch ((enum rir_value_kind)x->kind) {
    case RIR_V_CONST:
        return x->imm == y->imm;
    case RIR_V_GLOBAL:
        return x->ref == y->ref && x->imm == y->imm;
    case RIR_V_PARAM:
    case RIR_V_FUNC:
        return x->ref == y->ref;
    case RIR_V_INSN:
        if (a == b && !stretch_has(t, f->insns[x->ref].block))
            return true;
        return steps > 0 && x->ref != RIR_NONE &&
               computed_alike(t, &f->insns[x->ref], &f->insns[y->ref], steps);
    default:
        return false;
    }
}

bool unchanged(const struct stretch *t, uint32_t a, uint32_t b)
{
    return same_value(t, a, b, MAX_STEPS);
}
