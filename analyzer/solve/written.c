/* Which memory an instruction may write, by phase A's classes (A-I20).
 *
 * B-J10. Every way to write counts: the operand of a store, whatever described functions write,
 * all that functions of the program and unknown ones do. An address that leads through another
 * member of the very struct in which the target is does not lead there: an index stays in the array
 * that it indexes, and no struct lies across another one of its type. A function of the program is
 * excused if all that it is given of the class is (it keeps to the elements that it is given), or
 * all that it and what it calls write is in such other members. */
#include "solve/written.h"

#include <stdlib.h>

static bool writes_operand(const struct rir_func *g, uint16_t cpos)
{
    bool takes_handle = rir_func_joins(g); /* it is given one, by value */
    for (uint32_t i = 0; i < g->nanns; i++) {
        if (!rir_ann_covers(g, g->anns[i].a, cpos))
            continue;
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
            return true;
        case RIR_ANN_HANDLE:
            if (!takes_handle)
                return true;
            break;
        default:
            break;
        }
    }
    return false;
}

struct question {
    struct solver *s;
    uint32_t func, insn;
    const struct target_memory *m;
    written_elsewhere *excused;
    const void *context;
};

int64_t written_bytes(const struct rir_func *f, const struct rir_insn *in)
{
    if (in->op != RIR_STORE && in->op != RIR_WRITE && in->op != RIR_RMW)
        return 0;
    return rir_scalar_bytes(f->values[in->args[1]].type);
}

struct target_memory written_target(const struct solver *s, uint32_t func, uint32_t address)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    struct target_memory m = {phase_a_class(s->a, func, address), RIR_NONE, RIR_NONE, 0};
    for (uint32_t v = address; f->values[v].kind == RIR_V_INSN;) {
        const struct rir_insn *in = &f->insns[f->values[v].ref];
        if (!flow_is_step(in))
            break;
        if (in->op == RIR_FIELD && in->ref != RIR_NONE && in->field != RIR_NONE &&
            s->m->types.data[in->ref].kind == RIR_T_STRUCT) {
            m.type = in->ref;
            m.field = in->field;
            break;
        }
        v = in->args[0];
    }
    return m;
}

static bool is_another_member(const struct question *q, uint32_t operand)
{
    const struct rir_func *f = &q->s->m->funcs.data[q->func];
    for (uint32_t v = operand; q->m->type != RIR_NONE && f->values[v].kind == RIR_V_INSN;) {
        const struct rir_insn *in = &f->insns[f->values[v].ref];
        if (!flow_is_step(in))
            break;
        if (in->op == RIR_FIELD && in->ref == q->m->type && in->field != RIR_NONE)
            return in->field != q->m->field;
        v = in->args[0];
    }
    return false;
}

static bool given(const struct question *q, uint32_t operand)
{
    return phase_a_classes_overlap(q->s->a, phase_a_class(q->s->a, q->func, operand), q->m->cls);
}

static bool hits(const struct question *q, uint32_t operand)
{
    const struct rir_func *f = &q->s->m->funcs.data[q->func];
    int64_t bytes = written_bytes(f, &f->insns[q->insn]);
    return f->values[operand].kind != RIR_V_CONST && given(q, operand) &&
           (bytes == 0 || bytes >= q->m->bytes) && !is_another_member(q, operand) &&
           !q->excused(q->context, q->insn, operand);
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
        if (phase_a_writes(q->s->a, to[i], q->m->cls))
            return true;
    return !complete;
}

static bool described_hits(const struct question *q, const struct rir_insn *in,
                           const struct rir_func *g)
{
    uint32_t base = in->op == RIR_CALLI ? 1 : 0;
    for (uint32_t i = base; i < in->nargs; i++) {
        uint16_t at = rir_call_position(in, i - base);
        bool variadic = at > g->ncparams && rir_func_ann(g, RIR_ANN_FORMAT) != NULL; /* scanf, %n */
        if ((variadic || writes_operand(g, at)) && phase_a_refers(q->s->a, q->func, in->args[i]) &&
            hits(q, in->args[i]))
            return true;
    }
    return callbacks_hit(q, g);
}

/* Code that nobody has seen writes what it is given, and what it may hold. */
static bool unknown_hits(const struct question *q, const struct rir_insn *in)
{
    bool held =
        phase_a_class_unknown(q->s->a, q->m->cls) || phase_a_class_escaped(q->s->a, q->m->cls);
    for (uint32_t i = 0; i < in->nargs && !held; i++)
        held = phase_a_refers(q->s->a, q->func, in->args[i]) && given(q, in->args[i]);
    return held;
}

/* ---- functions of the program ---- */

static bool never(const void *context, uint32_t insn, uint32_t operand)
{
    (void)context;
    (void)insn;
    (void)operand;
    return false;
}

static bool insn_hits(const struct question *q, bool deep);

static bool function_hits(struct solver *s, uint32_t func, const struct target_memory *m)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct question q = {s, func, i, m, never, NULL};
        if (insn_hits(&q, false))
            return true;
    }
    return false;
}

/* The function, or something that it calls, writes the target: functions of the program one by one.
 */
static bool any_hits(struct solver *s, uint32_t func, const struct target_memory *m, bool *seen)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    if (seen[func] || !phase_a_writes(s->a, func, m->cls))
        return false;
    seen[func] = true;
    if (function_hits(s, func, m))
        return true;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        uint32_t n;
        bool complete;
        if (f->insns[i].op != RIR_CALL && f->insns[i].op != RIR_CALLI)
            continue;
        const uint32_t *to = phase_a_callees(s->a, func, i, &n, &complete);
        for (uint32_t k = 0; k < n; k++)
            if (any_hits(s, to[k], m, seen))
                return true;
    }
    return false;
}

static bool writes_itself(const struct question *q, uint32_t callee)
{
    if (q->m->type == RIR_NONE)
        return true;
    bool *seen = calloc(q->s->m->funcs.len, sizeof *seen);
    if (seen == NULL)
        abort();
    bool hit = any_hits(q->s, callee, q->m, seen);
    free(seen);
    return hit;
}

static bool program_hits(const struct question *q, const struct rir_insn *in, uint32_t callee)
{
    if (!phase_a_writes(q->s->a, callee, q->m->cls) || !writes_itself(q, callee))
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

/* `deep`: what functions of the program do counts, too. */
static bool call_hits(const struct question *q, const struct rir_insn *in, bool deep)
{
    uint32_t n;
    bool complete;
    const uint32_t *to = phase_a_callees(q->s->a, q->func, q->insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++) {
        const struct rir_func *g = &q->s->m->funcs.data[to[i]];
        bool hit = rir_func_is_described(g)        ? described_hits(q, in, g)
                   : (g->flags & RIR_FUNC_DEFINED) ? deep && program_hits(q, in, to[i])
                                                   : unknown_hits(q, in);
        if (hit)
            return true;
    }
    return !complete && unknown_hits(q, in);
}

static bool insn_hits(const struct question *q, bool deep)
{
    const struct rir_insn *in = &q->s->m->funcs.data[q->func].insns[q->insn];
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_COPY:
    case RIR_FILL:
    case RIR_RMW:
    case RIR_CAS:
    case RIR_VALIST:
    case RIR_VAARG:
        return hits(q, in->args[0]);
    case RIR_CALL:
    case RIR_CALLI:
        return call_hits(q, in, deep);
    case RIR_OPAQUE:
        return unknown_hits(q, in);
    default:
        return false;
    }
}

bool written_may(struct solver *s, uint32_t func, uint32_t insn, const struct target_memory *m,
                 written_elsewhere *excused, const void *context)
{
    const struct question q = {s, func, insn, m, excused, context};
    return insn_hits(&q, true);
}

bool written_by_tasks(struct solver *s, const struct target_memory *m)
{
    for (uint32_t k = 0; k < s->m->funcs.len; k++)
        if (phase_a_in_task(s->a, k) && phase_a_writes(s->a, k, m->cls) && function_hits(s, k, m))
            return true;
    return false;
}
