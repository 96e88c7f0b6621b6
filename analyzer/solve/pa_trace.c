/* Which functions an operand is, followed backwards without classes.
 *
 * Most starts, and calls that call back, get their function as a constant, or as a parameter that
 * all callers pass as a constant. Classes lose that as soon as somebody keeps the function in
 * memory of a custom allocator (`p->task = task` puts it among all that such memory holds).
 *
 * A-I23  Followed are constants, null, moves, phis, selects, and parameters of functions that
 * nobody can call but by the direct calls in this program: whole programs only, no address taken,
 * no other name, no task, no start. Then the operand is one of the functions found, at every
 * execution. Whatever else is met, a call that passes too little, or too long a way: nothing is
 * known. */
#include "solve/pa.h"

enum { MAX_TRACE = 64 }; /* values looked at */

struct trace {
    const struct phase_a *a;
    struct pa_traced {
        uint32_t func, value;
    } seen[MAX_TRACE];
    uint32_t nseen;
    pa_u32s *found;
};

static bool follow(struct trace *t, uint32_t func, uint32_t value);

static bool has_other_name(const struct phase_a *a, uint32_t func)
{
    for (uint32_t i = 0; i < a->m->funcs.len; i++)
        if (a->funcs[i].alias == func)
            return true;
    return false;
}

static bool only_called_here(const struct phase_a *a, uint32_t func)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    bool visible = f->linkage != RIR_INTERNAL && (a->opt.library || a->main == RIR_NONE);
    return !visible && func != a->main && !a->funcs[func].described &&
           (f->flags & (RIR_FUNC_ADDRESS_TAKEN | RIR_FUNC_IFUNC | RIR_FUNC_CTOR | RIR_FUNC_DTOR |
                        RIR_FUNC_VARIADIC)) == 0 &&
           !pa_is_declared_task(a, func) && !has_other_name(a, func);
}

static bool follow_callers(struct trace *t, uint32_t func, uint32_t param)
{
    const struct rir_module *m = t->a->m;
    if (!only_called_here(t->a, func))
        return false;
    for (uint32_t f = 0; f < m->funcs.len; f++) {
        const struct rir_func *caller = &m->funcs.data[f];
        for (uint32_t i = 0; i < caller->ninsns; i++) {
            const struct rir_insn *in = &caller->insns[i];
            if ((in->op != RIR_CALL && in->op != RIR_START) || in->ref != func)
                continue;
            if (in->op == RIR_START || param >= in->nargs || !follow(t, f, in->args[param]))
                return false;
        }
    }
    return true;
}

static bool follow_insn(struct trace *t, uint32_t func, const struct rir_insn *in)
{
    uint32_t first = in->op == RIR_SELECT ? 1 : 0;
    if (in->op != RIR_PHI && in->op != RIR_SELECT && !(in->op == RIR_UN && in->sub == RIR_U_MOVE))
        return false;
    for (uint32_t i = first; i < in->nargs; i++)
        if (!follow(t, func, in->args[i]))
            return false;
    return true;
}

static bool follow(struct trace *t, uint32_t func, uint32_t value)
{
    const struct rir_func *f = &t->a->m->funcs.data[func];
    const struct rir_value *v = &f->values[value];
    for (uint32_t i = 0; i < t->nseen; i++)
        if (t->seen[i].func == func && t->seen[i].value == value)
            return true;
    if (t->nseen == MAX_TRACE)
        return false;
    t->seen[t->nseen++] = (struct pa_traced){func, value};
    switch (v->kind) {
    case RIR_V_FUNC:
        for (uint32_t i = 0; i < t->found->len; i++)
            if (t->found->data[i] == v->ref)
                return true;
        vec_push(t->found, v->ref);
        return true;
    case RIR_V_CONST:
        return v->imm == 0;
    case RIR_V_PARAM:
        return follow_callers(t, func, v->ref);
    case RIR_V_INSN:
        return follow_insn(t, func, &f->insns[v->ref]);
    default:
        return false;
    }
}

bool pa_trace_functions(const struct phase_a *a, uint32_t func, uint32_t value, pa_u32s *found)
{
    struct trace t = {.a = a, .found = found};
    found->len = 0;
    bool known = value != RIR_NONE && follow(&t, func, value) && found->len != 0;
    if (!known)
        found->len = 0;
    return known;
}
