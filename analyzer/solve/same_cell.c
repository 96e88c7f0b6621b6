/* `x = slots[i % 4]; slots[i % 4] = NULL;` uses one cell twice, and computes its address twice.
 *
 * B-A1. Two addresses are of one cell if they are computed alike from the same values, and none of
 * these can have been computed again between the two: each way from the definition of such a value
 * to the second use passes the first one. What is loaded, received or returned on the way is not
 * looked into: there it must be the very same value. */
#include "solve/same_cell.h"

enum { MAX_STEPS = 12 };

/* Does each way from the definition to the second use pass the first one? */
static bool passes(const struct flow *w, uint32_t defined, uint32_t first, uint32_t insn)
{
    const struct rir_func *f = w->f;
    uint32_t from = f->insns[defined].block, by = f->insns[first].block, to = f->insns[insn].block;
    if (by == to && first < insn)
        return true;
    if (from == by)
        return defined < first;
    return by != to && from != to && !flow_reaches(w, from, to, by, NULL, NULL);
}

static bool is_pure(const struct rir_insn *in)
{
    return in->op == RIR_FIELD || in->op == RIR_ELEM || in->op == RIR_OFFSET || in->op == RIR_BIN ||
           (in->op == RIR_UN && (in->sub == RIR_U_TRUNC || in->sub == RIR_U_ZEXT ||
                                 in->sub == RIR_U_SEXT || in->sub == RIR_U_MOVE));
}

static bool alike(const struct rir_insn *x, const struct rir_insn *y)
{
    return x->op == y->op && x->sub == y->sub && x->imm == y->imm && x->nargs == y->nargs &&
           x->nresults == 1 && y->nresults == 1;
}

static bool same_value(const struct flow *w, uint32_t first, uint32_t a, uint32_t insn, uint32_t b,
                       int *steps)
{
    const struct rir_value *x = &w->f->values[a], *y = &w->f->values[b];
    if (++*steps > MAX_STEPS)
        return false;
    if (a == b)
        return x->kind != RIR_V_INSN || passes(w, x->ref, first, insn);
    if (x->kind != y->kind || x->type.cls != y->type.cls || x->type.bits != y->type.bits)
        return false;
    if (x->kind == RIR_V_CONST)
        return x->imm == y->imm && x->type.cls == RIR_INT;
    if (x->kind != RIR_V_INSN)
        return x->kind == RIR_V_GLOBAL && x->ref == y->ref && x->imm == y->imm;
    const struct rir_insn *p = &w->f->insns[x->ref], *q = &w->f->insns[y->ref];
    if (!alike(p, q) || !is_pure(p))
        return false;
    for (uint32_t i = 0; i < p->nargs; i++)
        if (!same_value(w, first, p->args[i], insn, q->args[i], steps))
            return false;
    return true;
}

bool same_cell(const struct flow *w, uint32_t first, uint32_t first_address, uint32_t insn,
               uint32_t address)
{
    return same_value(w, first, first_address, insn, address, &(int){0});
}
