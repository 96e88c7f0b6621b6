/* What a function returns is followed backwards through its text. It is a wrapper if that leads to
 * an allocation, or a call of another wrapper, and nowhere else but to null. */
#include "solve/wrappers.h"

#include <stdlib.h>

#include "solve/flow.h"

enum { MAX_INSNS = 80, MAX_SOURCES = 8, MAX_NESTED = 4 };

struct tracing {
    const struct rir_module *m;
    const bool *wrappers; /* of the rounds before */
    const struct rir_func *f;
    uint32_t seen[MAX_SOURCES], nseen;
    bool fresh, other; /* what was met */
};

static bool is_allocation(const struct tracing *t, const struct rir_insn *in)
{
    return in->op == RIR_ALLOC ||
           (in->op == RIR_CALL && (t->wrappers[in->ref] || rir_func_ann(&t->m->funcs.data[in->ref],
                                                                        RIR_ANN_MALLOC) != NULL));
}

/* A value that one or several others may be: they are to be looked at, too. */
static bool add_sources(struct tracing *t, const struct rir_insn *in)
{
    uint32_t from = in->op == RIR_SELECT;
    bool merges =
        in->op == RIR_PHI || in->op == RIR_SELECT || (in->op == RIR_UN && in->sub == RIR_U_MOVE);
    for (uint32_t i = from; merges && i < in->nargs; i++) {
        uint32_t k = 0;
        while (k < t->nseen && t->seen[k] != in->args[i])
            k++;
        if (k == MAX_SOURCES)
            return false;
        t->seen[k] = in->args[i];
        t->nseen += k == t->nseen;
    }
    return merges;
}

static void look_at(struct tracing *t, const struct rir_value *v)
{
    bool is_null = v->kind == RIR_V_UNDEF || (v->kind == RIR_V_CONST && v->imm == 0);
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &t->f->insns[v->ref] : NULL;
    if (in != NULL && is_allocation(t, in))
        t->fresh = true;
    else if (!is_null && (in == NULL || !add_sources(t, in)))
        t->other = true;
}

static bool is_wrapper(const struct rir_module *m, const bool *wrappers, const struct rir_func *f)
{
    struct tracing t = {.m = m, .wrappers = wrappers, .f = f};
    if ((f->flags & RIR_FUNC_DEFINED) == 0 || f->ninsns > MAX_INSNS || rir_func_is_described(f))
        return false;
    for (uint32_t i = 0; i < f->ninsns && !t.other; i++)
        if (f->insns[i].op == RIR_RET && f->insns[i].nargs == 1) {
            t.seen[0] = f->insns[i].args[0];
            t.nseen = 1;
            for (uint32_t k = 0; k < t.nseen; k++)
                look_at(&t, &f->values[t.seen[k]]);
        }
    return t.fresh && !t.other;
}

bool *allocation_wrappers(const struct rir_module *m)
{
    bool *wrappers = calloc(m->funcs.len + 1, sizeof *wrappers), again = true;
    if (wrappers == NULL)
        abort();
    for (int round = 0; again && round < MAX_NESTED; round++) {
        again = false;
        for (uint32_t f = 0; f < m->funcs.len; f++)
            if (!wrappers[f] && is_wrapper(m, wrappers, &m->funcs.data[f]))
                again = wrappers[f] = true;
    }
    return wrappers;
}
