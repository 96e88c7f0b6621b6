/* A static object that is written and that nothing reads: then it may go.
 *
 * What adds to it (n++) reads it only to write it again. Whoever has its address may read it. */
#include "solve/verdict_int.h"

static bool is_it(const struct collect *c, const struct rir_func *f, uint32_t value,
                  const struct rir_global *g)
{
    const struct rir_value *v = &f->values[flow_base(f, value)];
    return v->kind == RIR_V_GLOBAL && &c->x->s->m->globals.data[v->ref] == g;
}

/* All uses of the value lead back into the object. */
static bool only_comes_back(const struct collect *c, const struct rir_func *f, uint32_t value,
                            const struct rir_global *g, int depth)
{
    enum { MAX_DEPTH = 4 };
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        for (uint32_t k = 0; k < in->nargs; k++) {
            if (in->args[k] != value)
                continue;
            bool stored = in->op == RIR_STORE || in->op == RIR_WRITE;
            bool step = (in->op == RIR_BIN || in->op == RIR_UN) && depth < MAX_DEPTH;
            if (!(stored && k == 1 && is_it(c, f, in->args[0], g)) &&
                !(step && only_comes_back(c, f, in->result, g, depth + 1)))
                return false;
        }
    }
    return true;
}

/* The instruction uses the object otherwise than to write it. */
static bool reads(const struct collect *c, const struct rir_func *f, const struct rir_insn *in,
                  const struct rir_global *g)
{
    for (uint32_t i = 0; i < in->nargs; i++) {
        if (!is_it(c, f, in->args[i], g) || (i == 0 && flow_is_step(in)))
            continue;
        bool written = i == 0 && (in->flags & RIR_VOLATILE) == 0 &&
                       (in->op == RIR_STORE || in->op == RIR_WRITE || in->op == RIR_FILL);
        bool read = in->op == RIR_LOAD || in->op == RIR_READ;
        if (!written && !(read && only_comes_back(c, f, in->result, g, 0)))
            return true;
    }
    return false;
}

bool verdict_is_unread(const struct collect *c, const struct rir_global *g)
{
    const struct rir_module *m = c->x->s->m;
    uint32_t number = (uint32_t)(g - m->globals.data);
    if (g->linkage != RIR_INTERNAL && c->x->s->o->library)
        return false;
    for (uint32_t i = 0; i < m->globals.len; i++)
        for (uint32_t k = 0; k < m->globals.data[i].ninit; k++)
            if (!m->globals.data[i].init[k].is_func && m->globals.data[i].init[k].target == number)
                return false;
    for (uint32_t i = 0; i < m->funcs.len; i++)
        for (uint32_t k = 0; k < m->funcs.data[i].ninsns; k++)
            if (reads(c, &m->funcs.data[i], &m->funcs.data[i].insns[k], g))
                return false;
    return true;
}
