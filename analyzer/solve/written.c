/* Which memory an instruction may write, by phase A's classes (A-I20).
 *
 * B-J10. Every way to write counts: the operand of a store, whatever described functions write,
 * all that functions of the program and unknown ones do. A function of the program is excused if
 * all that it is given of the class is: it keeps to the elements that it is given. */
#include "solve/written.h"

static bool writes_operand(const struct rir_func *g, uint16_t cpos)
{
    bool takes_handle = rir_func_ann(g, RIR_ANN_JOINS) != NULL; /* it is given one, by value */
    for (uint32_t i = 0; i < g->nanns; i++)
        switch (g->anns[i].kind) {
        case RIR_ANN_WRITES:
        case RIR_ANN_WRITES_BEHIND:
        case RIR_ANN_FILLS:
        case RIR_ANN_FREES:
        case RIR_ANN_SENDS:
        case RIR_ANN_SENDS_IF:
        case RIR_ANN_LINKS:
        case RIR_ANN_RECEIVES_INTO:
        case RIR_ANN_RECEIVES_INTO_IF:
        case RIR_ANN_RESULT_INTO:
        case RIR_ANN_POINTS_INTO:
            if (g->anns[i].a == (int16_t)cpos)
                return true;
            break;
        case RIR_ANN_HANDLE:
            if (!takes_handle && g->anns[i].a == (int16_t)cpos)
                return true;
            break;
        default:
            break;
        }
    return false;
}

struct question {
    struct solver *s;
    uint32_t func, insn, cls;
    written_elsewhere *excused;
    const void *context;
};

static bool given(const struct question *q, uint32_t operand)
{
    return phase_a_classes_overlap(q->s->a, phase_a_class(q->s->a, q->func, operand), q->cls);
}

static bool hits(const struct question *q, uint32_t operand)
{
    const struct rir_value *v = &q->s->m->funcs.data[q->func].values[operand];
    return v->kind != RIR_V_CONST && given(q, operand) && !q->excused(q->context, q->insn, operand);
}

static uint32_t operand_position(const struct rir_insn *call, uint32_t i)
{
    uint32_t base = call->op == RIR_CALLI ? 1 : 0;
    return call->pos == NULL ? i - base + 1 : call->pos[i - base].cpos;
}

/* Functions that a described one calls back. */
static bool callbacks_hit(const struct question *q, const struct rir_func *g)
{
    if (rir_func_ann(g, RIR_ANN_CALLS) == NULL)
        return false;
    uint32_t n;
    bool complete;
    const uint32_t *to = phase_a_callbacks(q->s->a, q->func, q->insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++)
        if (phase_a_writes(q->s->a, to[i], q->cls))
            return true;
    return !complete;
}

static bool described_hits(const struct question *q, const struct rir_insn *in,
                           const struct rir_func *g)
{
    for (uint32_t i = in->op == RIR_CALLI ? 1 : 0; i < in->nargs; i++) {
        uint32_t at = operand_position(in, i);
        bool variadic = at > g->nparams && rir_func_ann(g, RIR_ANN_FORMAT) != NULL; /* scanf, %n */
        if ((variadic || writes_operand(g, (uint16_t)at)) &&
            phase_a_refers(q->s->a, q->func, in->args[i]) && hits(q, in->args[i]))
            return true;
    }
    return callbacks_hit(q, g);
}

static bool program_hits(const struct question *q, const struct rir_insn *in, uint32_t callee)
{
    if (!phase_a_writes(q->s->a, callee, q->cls))
        return false;
    bool any = false;
    for (uint32_t i = in->op == RIR_CALLI ? 1 : 0; i < in->nargs; i++) {
        const struct rir_value *v = &q->s->m->funcs.data[q->func].values[in->args[i]];
        bool refers = v->kind == RIR_V_GLOBAL || phase_a_refers(q->s->a, q->func, in->args[i]);
        if (!refers || !given(q, in->args[i]))
            continue;
        if (hits(q, in->args[i]))
            return true;
        any = true;
    }
    return !any;
}

/* Code that nobody has seen writes what it is given, and what it may hold. */
static bool unknown_hits(const struct question *q, const struct rir_insn *in)
{
    bool held = phase_a_class_unknown(q->s->a, q->cls) || phase_a_class_escaped(q->s->a, q->cls);
    for (uint32_t i = 0; i < in->nargs && !held; i++)
        held = phase_a_refers(q->s->a, q->func, in->args[i]) && given(q, in->args[i]);
    return held;
}

static bool call_hits(const struct question *q, const struct rir_insn *in)
{
    uint32_t n;
    bool complete;
    const uint32_t *to = phase_a_callees(q->s->a, q->func, q->insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++) {
        const struct rir_func *g = &q->s->m->funcs.data[to[i]];
        bool hit = rir_func_is_described(g)        ? described_hits(q, in, g)
                   : (g->flags & RIR_FUNC_DEFINED) ? program_hits(q, in, to[i])
                                                   : unknown_hits(q, in);
        if (hit)
            return true;
    }
    return !complete && unknown_hits(q, in);
}

bool written_may(struct solver *s, uint32_t func, uint32_t insn, uint32_t cls,
                 written_elsewhere *excused, const void *context)
{
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    const struct question q = {s, func, insn, cls, excused, context};
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_COPY:
    case RIR_FILL:
    case RIR_RMW:
    case RIR_CAS:
    case RIR_VALIST:
    case RIR_VAARG:
        return hits(&q, in->args[0]);
    case RIR_CALL:
    case RIR_CALLI:
        return call_hits(&q, in);
    case RIR_OPAQUE:
        return unknown_hits(&q, in);
    default:
        return false;
    }
}
