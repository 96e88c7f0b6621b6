/* What a path of a chain must not believe: functions whose result says which thread calls them,
 * what calls such, and what makes another process (FBP_MODEL_IDENTITY, FBP_MODEL_FORKS). */
#include <stdlib.h>

#include "solve/chain_int.h"

static bool is_made_of_identity(const struct chains *c, const struct rir_func *f, uint32_t value,
                                int depth)
{
    const struct rir_value *v = &f->values[value];
    if (v->kind != RIR_V_INSN || depth > 8)
        return false;
    const struct rir_insn *in = &f->insns[v->ref];
    bool pure = in->op == RIR_BIN || in->op == RIR_UN || in->op == RIR_CMP || in->op == RIR_PHI;
    if (in->op == RIR_CALL) {
        if (c->identity[in->ref])
            return true;
        pure = rir_func_ann(&c->x->s->m->funcs.data[in->ref], RIR_ANN_PURE) != NULL;
    }
    for (uint32_t i = 0; pure && i < in->nargs; i++)
        if (is_made_of_identity(c, f, in->args[i], depth + 1))
            return true;
    return false;
}

static bool returns_identity(const struct chains *c, const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->ninsns; i++)
        if (f->insns[i].op == RIR_RET && f->insns[i].nargs == 1 &&
            is_made_of_identity(c, f, f->insns[i].args[0], 0))
            return true;
    return false;
}

void chains_find_identity(struct chains *c)
{
    const struct rir_module *m = c->x->s->m;
    bool any = false;
    c->identity = calloc(m->funcs.len + 1, sizeof *c->identity);
    c->asks = calloc(m->funcs.len + 1, sizeof *c->asks);
    if (c->identity == NULL || c->asks == NULL)
        abort();
    for (uint32_t i = 0; i < m->funcs.len; i++)
        any |= c->identity[i] = rir_func_ann(&m->funcs.data[i], RIR_ANN_IDENTITY) != NULL;
    for (bool again = any; again;) {
        again = false;
        for (uint32_t i = 0; i < m->funcs.len; i++)
            if (!c->identity[i] && returns_identity(c, &m->funcs.data[i]))
                again = c->identity[i] = true;
    }
    for (uint32_t i = 0; i < m->funcs.len && any; i++)
        for (uint32_t k = 0; k < m->funcs.data[i].ninsns; k++)
            c->asks[i] |= m->funcs.data[i].insns[k].op == RIR_CALL &&
                          c->identity[m->funcs.data[i].insns[k].ref];
    if (any)
        return;
    free(c->identity);
    free(c->asks);
    c->identity = c->asks = NULL;
}

void chains_find_forks(struct chains *c)
{
    const struct rir_module *m = c->x->s->m;
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        if (rir_func_ann(&m->funcs.data[i], RIR_ANN_FORKS) == NULL)
            continue;
        if (c->forks == NULL)
            c->forks = calloc(m->funcs.len, sizeof *c->forks);
        if (c->forks == NULL)
            abort();
        c->forks[i] = true;
    }
}
