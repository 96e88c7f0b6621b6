/* Is an address certainly not null? Asked of few values, and answered by following each of them
 * backwards: to objects, through what arithmetic on addresses keeps, to a test that dominates the
 * use, and from a parameter to what every recorded call passes.
 *
 * B-Z1. The answer is yes only if every value that it may come from is the address of an object, or
 * was tested. A member of an object has an address that is not null, whatever pointer it was
 * reached by: C does not define the others. B-Z2. A phi or a parameter that is asked for again on
 * the way is taken to be not null: the first null on a path has to come from somewhere else. B-Z3.
 * Parameters of functions that somebody else calls (tasks, roots, callbacks) may be null.
 *
 * Not followed: memory, and what functions return. */
#include "solve/nonnull.h"

enum { MAX_DEPTH = 64 };

struct query {
    const struct contexts *x;
    struct map seen; /* (function, value): phis and parameters on the way */
    uint32_t depth;
};

static bool not_null(struct query *q, const struct body *b, uint32_t block, uint32_t value);

/* ---- tests ---- */

/* Control goes from `from` to `to` only if the value is not null. */
static bool edge_says(const struct rir_func *f, uint32_t from, uint32_t to, uint32_t value)
{
    const struct rir_block *blk = &f->blocks[from];
    const struct rir_insn *t = &f->insns[blk->first + blk->count - 1];
    if (t->op != RIR_COND || t->blocks[0] == t->blocks[1])
        return false;
    const struct rir_value *c = &f->values[t->args[0]];
    if (c->kind != RIR_V_INSN || f->insns[c->ref].op != RIR_CMP)
        return false;
    const struct rir_insn *cmp = &f->insns[c->ref];
    const struct rir_value *with = &f->values[cmp->args[1]];
    if (cmp->args[0] != value || with->kind != RIR_V_CONST || with->imm != 0)
        return false;
    return (cmp->sub == RIR_P_NE && t->blocks[0] == to) ||
           (cmp->sub == RIR_P_EQ && t->blocks[1] == to);
}

/* A test that every path to the block has passed. */
static bool tested_before(const struct body *b, uint32_t block, uint32_t value)
{
    const struct flow *w = b->w;
    for (uint32_t at = block; w->rank[at] != RIR_NONE && w->idom[at] != at; at = w->idom[at])
        if (w->npreds[at] == 1 && edge_says(b->f, w->preds[at][0], at, value))
            return true;
    return false;
}

/* ---- where it comes from ---- */

/* What one recorded call passes for the parameter. */
static bool passed_by(struct query *q, const struct body *b, const struct call_rec *r,
                      uint32_t param)
{
    const struct rir_insn *in = &b->f->insns[r->insn];
    uint32_t at = param + (in->op == RIR_CALLI ? 1 : 0);
    bool plain = in->op == RIR_CALLI || (in->op == RIR_CALL && in->ref == r->callee);
    return plain && !r->start && at < in->nargs && not_null(q, b, in->block, in->args[at]);
}

static bool parameter(struct query *q, uint32_t func, uint32_t param)
{
    if (solver_is_root(q->x->s, func))
        return false;
    for (uint32_t c = 0; c < q->x->all.len; c++) {
        const struct body *b = q->x->all.data[c].body;
        for (uint32_t i = 0; i < b->calls.len; i++)
            if (b->calls.data[i].callee == func && !passed_by(q, b, &b->calls.data[i], param))
                return false;
    }
    return true;
}

static bool phi(struct query *q, const struct body *b, const struct rir_insn *in)
{
    for (uint32_t i = 0; i < in->nargs; i++)
        if (!edge_says(b->f, in->blocks[i], in->block, in->args[i]) &&
            !not_null(q, b, in->blocks[i], in->args[i]))
            return false;
    return true;
}

static bool computed(struct query *q, const struct body *b, uint32_t block,
                     const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_STACK:
        return true;
    case RIR_FIELD:
        return in->ref != RIR_NONE || in->imm != 0 || not_null(q, b, block, in->args[0]);
    case RIR_ELEM:
    case RIR_OFFSET:
        return not_null(q, b, block, in->args[0]);
    case RIR_UN:
        return in->sub == RIR_U_MOVE && b->f->values[in->args[0]].type.cls == RIR_PTR &&
               not_null(q, b, block, in->args[0]);
    case RIR_SELECT:
        return not_null(q, b, block, in->args[1]) && not_null(q, b, block, in->args[2]);
    case RIR_PHI:
        return phi(q, b, in);
    default:
        return false;
    }
}

/* B-Z2. */
static bool asked_before(struct query *q, uint32_t func, uint32_t value)
{
    uint32_t known;
    uint64_t key = (uint64_t)func << 32 | value;
    if (map_get(&q->seen, key, &known))
        return true;
    map_put(&q->seen, key, 1);
    return false;
}

static bool not_null(struct query *q, const struct body *b, uint32_t block, uint32_t value)
{
    const struct rir_value *v = &b->f->values[value];
    const struct rir_module *m = q->x->s->m;
    bool answer = false;
    if (q->depth == MAX_DEPTH)
        return false;
    if (tested_before(b, block, value))
        return true;
    q->depth++;
    switch (v->kind) {
    case RIR_V_GLOBAL: /* a weak one that nobody defines has no address */
        answer = (m->globals.data[v->ref].flags & RIR_GLOBAL_DEFINED) != 0 ||
                 m->globals.data[v->ref].linkage != RIR_WEAK;
        break;
    case RIR_V_PARAM:
        answer = (b->f->params[v->ref].pos.flags & RIR_ARG_BYVAL) != 0 ||
                 asked_before(q, b->func, value) || parameter(q, b->func, v->ref);
        break;
    case RIR_V_INSN:
        answer = (b->f->insns[v->ref].op == RIR_PHI && asked_before(q, b->func, value)) ||
                 computed(q, b, block, &b->f->insns[v->ref]);
        break;
    default:
        break;
    }
    q->depth--;
    return answer;
}

bool nonnull_at(const struct contexts *x, const struct body *b, uint32_t insn, uint32_t value)
{
    struct query q = {.x = x};
    bool answer = not_null(&q, b, b->f->insns[insn].block, value);
    map_free(&q.seen);
    return answer;
}
