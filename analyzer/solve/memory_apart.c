/* Parts of the program's memory, for whoever wants to know what cannot meet: fbp-cc switches off
 * the events of packets at which no check looks (check/needed.c, W7).
 *
 * A part is a set of classes of phase A that is closed under "leads to", forwards and backwards. An
 * instruction of a copy is that of its origin, so an operand may have several parts. The bodies of
 * functions that are described are left out: phase A does not look at them, nothing in them is
 * checked, and no event is raised there. */
#include "solve/memory_apart.h"

static void add(struct solve_result *r, const struct solver *s, const struct solve_part *at,
                const uint32_t *part, uint32_t func, uint32_t value)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_value *v = &f->values[value];
    struct solve_part p = *at;
    if (v->kind == RIR_V_CONST || v->kind == RIR_V_UNDEF || !phase_a_refers(s->a, func, value))
        return;
    uint32_t cls = phase_a_class(s->a, func, value);
    if (cls == RIR_NONE && v->type.cls != RIR_PTR)
        return;
    p.part = cls == RIR_NONE ? SOLVE_ANY_PART : part[cls];
    vec_push(&r->parts, p);
}

static void instruction(struct solve_result *r, const struct solver *s, const uint32_t *part,
                        uint32_t func, uint32_t insn)
{
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    struct solve_part at = {.func = s->spec->origin.data[func], .insn = insn};
    uint32_t base = in->op == RIR_CALLI ? 1 : 0;
    bool call = in->op == RIR_CALL || in->op == RIR_CALLI;
    for (uint32_t i = base; i < in->nargs; i++) {
        at.operand = call ? rir_call_position(in, i - base) : i + 1;
        add(r, s, &at, part, func, in->args[i]);
    }
    at.operand = SOLVE_RESULT;
    for (uint32_t i = 0; i < in->nresults; i++)
        add(r, s, &at, part, func, in->result + i);
}

void memory_apart(struct solve_result *r, const struct solver *s)
{
    struct arena scratch = {0};
    const uint32_t *part = phase_a_parts(s->a, &scratch);
    r->nparts = phase_a_stats(s->a).classes + 1;
    for (uint32_t k = 0; k < s->m->funcs.len; k++) {
        const struct rir_func *f = &s->m->funcs.data[k];
        for (uint32_t i = 0; !rir_func_is_described(f) && i < f->ninsns; i++)
            if (f->insns[i].site != RIR_NONE)
                instruction(r, s, part, k, i);
    }
    arena_free(&scratch);
}
