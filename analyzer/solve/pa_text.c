/* Pointers that go through text: printf("%p"), and back by sscanf, or by strtoul and a cast.
 *
 * A-I29  A number that a function reads from text or from outside (FBP_MODEL_FILLS of its result)
 * may be a pointer that was told, or a part of one (A-I24; of whole words only phase B knows); one
 * that a function puts outside is told. Where the program reads numbers and makes a pointer of one,
 * or reads one with %p, what is printed is told, too: numbers that the function itself has made of
 * an address, and addresses if the literal at the call has a %p, which may be a call of a function
 * of the program with variadic arguments, too.
 *
 * Not followed: numbers that were an address before they came to the printing function; a %p in a
 * format that is not written at the call; text that is read by hand, digit by digit. */
#include "solve/pa.h"

static bool shows(const struct rir_module *m, const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    return v->kind == RIR_V_GLOBAL && (m->globals.data[v->ref].flags & RIR_GLOBAL_SHOWS) != 0;
}

/* A number computed from an address, as far as this function shows. */
static bool is_address(const struct rir_func *f, uint32_t value, int depth)
{
    const struct rir_value *v = &f->values[value];
    if (v->type.cls == RIR_PTR)
        return v->kind != RIR_V_CONST;
    const struct rir_insn *in = v->kind == RIR_V_INSN ? &f->insns[v->ref] : NULL;
    if (depth == 0 || in == NULL || (in->op != RIR_UN && in->op != RIR_BIN))
        return false;
    for (uint32_t i = 0; i < in->nargs; i++)
        if (is_address(f, in->args[i], depth - 1))
            return true;
    return false;
}

bool phase_a_prints(const struct rir_module *m, const struct rir_func *f, const struct rir_insn *in,
                    uint32_t operand)
{
    if (in->op != RIR_CALL || in->ref == RIR_NONE)
        return false;
    const struct rir_func *g = &m->funcs.data[in->ref];
    if ((g->flags & RIR_FUNC_VARIADIC) == 0 || rir_call_position(in, operand) <= g->ncparams)
        return false;
    const struct rir_ann *format = rir_func_ann(g, RIR_ANN_FORMAT);
    if (f->values[in->args[operand]].type.cls != RIR_PTR)
        return format != NULL && format->b > 0 && is_address(f, in->args[operand], 4);
    if (format == NULL && rir_func_is_described(g)) /* scanf */
        return false;
    for (uint32_t i = 0; i < in->nargs; i++)
        if (i != operand && rir_call_position(in, i) <= g->ncparams && shows(m, f, in->args[i]))
            return true;
    return false;
}

static void tell_printed(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    for (uint32_t i = 0; in->op == RIR_CALL && i < in->nargs; i++)
        if (phase_a_prints(a->m, f, in, i))
            pa_use_add(a, pa_value(a, func, in->args[i]), PA_MARK, 0, PA_ESC | PA_LIB, 0);
}

/* A number, or what may come from outside, becomes a pointer. */
static bool makes_pointer(struct phase_a *a, uint32_t func, const struct rir_insn *in)
{
    const struct rir_func *f = &a->m->funcs.data[func];
    uint32_t root;
    struct pa_off off;
    if (in->op != RIR_UN || in->nargs != 1 || f->values[in->args[0]].type.cls != RIR_INT ||
        in->result == RIR_NONE || f->values[in->result].type.cls != RIR_PTR)
        return false;
    uint32_t cell = pa_value(a, func, in->args[0]);
    return !a->comes_back || /* A-I37: what comes in has no mark yet */ cell == RIR_NONE ||
           !pa_cell_target(a, cell, &root, &off) || (a->nodes.data[root].flags & PA_UNK) != 0;
}

static bool reads_number(const struct phase_a *a, const struct rir_insn *in)
{
    return in->op == RIR_CALL && rir_func_ann_at(&a->m->funcs.data[in->ref], RIR_ANN_FILLS, 0);
}

/* scanf with a %p, or with %lx, say. */
static bool scans(const struct phase_a *a, uint32_t func, const struct rir_insn *in, bool *pointer)
{
    if (in->op != RIR_CALL || !a->funcs[in->ref].described)
        return false;
    const struct rir_func *g = &a->m->funcs.data[in->ref];
    if (rir_func_ann(g, RIR_ANN_FORMAT) != NULL || rir_func_ann(g, RIR_ANN_WRITES) == NULL ||
        (g->flags & RIR_FUNC_VARIADIC) == 0)
        return false;
    for (uint32_t i = 0; i < in->nargs; i++)
        *pointer |= shows(a->m, &a->m->funcs.data[func], in->args[i]);
    return true;
}

static bool any_is_read(struct phase_a *a, const uint64_t *reached)
{
    bool made = false, number = false, pointer = false;
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        for (uint32_t i = 0;
             pa_bit(reached, f) && !a->funcs[f].described && i < a->m->funcs.data[f].ninsns; i++) {
            const struct rir_insn *in = &a->m->funcs.data[f].insns[i];
            made |= makes_pointer(a, f, in);
            number |= reads_number(a, in) || scans(a, f, in, &pointer);
        }
    return pointer || (made && number);
}

bool pa_text(struct phase_a *a, const uint64_t *reached)
{
    if (a->text_is_read || !any_is_read(a, reached))
        return false;
    a->text_is_read = true;
    for (uint32_t f = 0; f < a->m->funcs.len; f++)
        for (uint32_t i = 0; !a->funcs[f].described && i < a->m->funcs.data[f].ninsns; i++)
            tell_printed(a, f, &a->m->funcs.data[f].insns[i]);
    return true;
}

bool phase_a_text_is_read(const struct phase_a *a)
{
    return a->text_is_read;
}
