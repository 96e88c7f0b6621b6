/* What runs once at most: in main, outside every loop, or in a function that is called once, from
 * such a place. */
#include "solve/runs.h"

bool runs_only_call(const struct runs *r, uint32_t func, uint32_t *caller, uint32_t *insn)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->funcs[func].callers.len && !r->funcs[func].taken; i++) {
        uint32_t by = r->funcs[func].callers.data[i];
        const struct rir_func *f = &r->m->funcs.data[by];
        for (uint32_t k = 0; k < f->ninsns; k++) {
            const struct rir_insn *in = &f->insns[k];
            if (!runs_block(r, by, in->block) || (in->op != RIR_CALL && in->op != RIR_CALLI) ||
                (in->op == RIR_CALL ? in->ref != func
                                    : f->values[in->args[0]].kind != RIR_V_FUNC ||
                                          f->values[in->args[0]].ref != func))
                continue;
            *caller = by;
            *insn = k;
            n++;
        }
    }
    return n == 1;
}

bool runs_is_main(const struct runs *r, uint32_t func)
{
    uint32_t n;
    const uint32_t *roots = phase_a_main_roots(r->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (roots[i] == func)
            return r->funcs[func].callers.len == 0 && !phase_a_in_task(r->a, func);
    return false;
}

bool runs_once(const struct runs *r, uint32_t func, uint32_t insn)
{
    enum { MAX_DEPTH = 16 };
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
        const struct flow *w = r->flows[func];
        if (w == NULL || w->in_cycle[r->m->funcs.data[func].insns[insn].block])
            return false;
        if (runs_is_main(r, func))
            return true;
        if (!runs_only_call(r, func, &func, &insn))
            return false;
    }
    return false;
}

/* An allocation of one such object. */
static bool makes_one(const struct runs *r, const struct maker *by, uint64_t size)
{
    const struct rir_func *f = &r->m->funcs.data[by->func];
    const struct rir_insn *in = flow_defined_by(f, by->value, RIR_CALL);
    bool right = false;
    for (uint32_t i = 0; in != NULL && i < in->nargs; i++) {
        const struct rir_value *v = &f->values[in->args[i]];
        right |= v->kind == RIR_V_CONST && (uint64_t)v->imm == size;
        if (v->kind != RIR_V_CONST || (v->imm != 1 && (uint64_t)v->imm != size))
            return false;
    }
    return right && runs_once(r, by->func, f->values[by->value].ref);
}

bool runs_makes_one(const struct runs *r, uint32_t type)
{
    const struct maker *by = &r->spots.makers[type];
    return by->n == 1 && by->func != RIR_NONE && makes_one(r, by, r->m->types.data[type].size);
}
