/* Calls through pointers that can only be null.
 *
 * A table of constants may have a column of functions in which this program has put none
 * (`{"name", NULL}`). A call through it reaches nothing; were it taken for a call of unknown code,
 * everything that such code may do would be believed of the whole program.
 *
 * A-I32  The pointer is loaded from constant objects alone, of which all is known, at a member that
 * the declared type of each has as a pointer to a function. None of them is initialised with a
 * function there (A-I30), or with a pointer made of a number (RIR_GLOBAL_NUMBERS), and nobody
 * writes constants (DESIGN A1): it is null, and the call is never executed, for the same reason. */
#include "solve/pa.h"

/* The load that the value comes from, unchanged; NULL: something else. */
static const struct rir_insn *loaded(const struct rir_func *f, uint32_t value)
{
    for (int depth = 0; depth < 8; depth++) {
        const struct rir_value *v = &f->values[value];
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
        if (in == NULL || in->op == RIR_LOAD)
            return in;
        if (in->op != RIR_UN || in->sub != RIR_U_MOVE)
            return NULL;
        value = in->args[0];
    }
    return NULL;
}

static bool is_function_pointer(const struct rir_module *m, uint32_t type)
{
    type = rir_type_strip(m, rir_type_pointee(m, type));
    return type != RIR_NONE && m->types.data[type].kind == RIR_T_FUNC;
}

/* Is there a pointer to a function at all of these offsets? In a union anything may be. */
static bool has_function_pointer(const struct rir_module *m, uint32_t type, struct pa_off off)
{
    int64_t at = off.base, stride = off.stride;
    for (int depth = 0; depth < 16; depth++) {
        type = rir_type_strip(m, type);
        if (type == RIR_NONE || at < 0)
            return false;
        const struct rir_type *t = &m->types.data[type];
        if (t->kind == RIR_T_ARRAY) {
            int64_t each = (int64_t)rir_type_size(m, t->elem);
            if (each <= 0 || stride % each != 0)
                return false;
            at = pa_mod(at, each);
            stride = 0;
            type = t->elem;
            continue;
        }
        if (t->kind != RIR_T_STRUCT)
            return at == 0 && stride == 0 && is_function_pointer(m, type);
        const struct rir_field *in = rir_struct_member_at(t, (uint64_t)at);
        if (in == NULL)
            return false;
        at -= (int64_t)in->offset;
        type = in->type;
    }
    return false;
}

static bool is_plain_constant(const struct rir_global *g)
{
    return (g->flags & RIR_GLOBAL_DEFINED) != 0 && (g->flags & RIR_GLOBAL_CONST) != 0 &&
           (g->flags & (RIR_GLOBAL_NUMBERS | RIR_GLOBAL_TLS)) == 0 && g->alias == NULL &&
           g->linkage != RIR_WEAK && g->linkage != RIR_COMMON;
}

bool pa_null_call(struct phase_a *a, const struct pa_site *s)
{
    const struct rir_func *f = &a->m->funcs.data[s->func];
    const struct rir_insn *in = loaded(f, f->insns[s->insn].args[0]);
    uint32_t root, cell;
    struct pa_off off;
    if (s->ann != RIR_NONE || f->insns[s->insn].op != RIR_CALLI || in == NULL ||
        pa_code(a, s->cell)->n != 0 || (cell = pa_value(a, s->func, in->args[0])) == RIR_NONE ||
        !pa_cell_target(a, cell, &root, &off))
        return false;
    const struct pa_node *n = &a->nodes.data[root];
    if ((n->flags & (PA_MUTABLE | PA_UNK | PA_CUNK)) != 0 || n->nobjects != n->nglobals)
        return false;
    for (uint32_t g = n->ghead; g != RIR_NONE; g = a->global_next[g]) {
        int64_t delta;
        pa_node_find(a, a->global_node[g], &delta);
        if (!is_plain_constant(&a->m->globals.data[g]) ||
            !has_function_pointer(a->m, a->m->globals.data[g].type, pa_off_shift(off, -delta)))
            return false;
    }
    return n->nglobals > 0;
}
