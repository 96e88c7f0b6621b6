/* Which memory an instruction may write, by phase A's classes (A-I20).
 *
 * B-J10. Every way to write counts: the operand of a store, whatever described functions write,
 * all that functions of the program and unknown ones do. An address that leads through another
 * member of the very struct in which the target is does not lead there: an index stays in the array
 * that it indexes, and no struct lies across another one of its type. Nor does one of which phase A
 * knows that it leads to other bytes of whatever object it is: a task that has one element of an
 * array in a struct leaves alone what lies beside that array. Of a function of the program,
 * and of what it calls, each write of the class is asked for: it is at a constant distance from an
 * argument that was given, and harmless there; or in an object that the function has made; or in
 * another object by its name (written_callee.c). What unknown code calls may run where it is called
 * (B-D7). */
#include "solve/written_callee.h"

#include "solve/walk.h"

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
    void *context;
    struct callees *callees; /* those that were looked at */
    bool called_back;        /* by unknown code: all that is called so is asked for already */
};

/* What it writes from its first operand on, if it is no call. */
static struct extent extent_of(const struct rir_func *f, const struct rir_insn *in)
{
    struct extent x = {.hi = INT64_MAX};
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
    case RIR_CAS:
        x.hi = rir_scalar_bytes(f->values[in->args[1]].type);
        break;
    case RIR_COPY:
    case RIR_FILL:
        if (!number_is_constant(f, in->args[2], &x.hi) || x.hi < 0)
            x.hi = INT64_MAX;
        break;
    default:
        break;
    }
    return x;
}

struct target_memory written_target(const struct solver *s, uint32_t func, uint32_t address,
                                    int64_t bytes)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    const struct rir_value *base = &f->values[flow_base(f, address)];
    struct target_memory m = {.cls = phase_a_class(s->a, func, address),
                              .type = RIR_NONE,
                              .field = RIR_NONE,
                              .at = {func, address, 0, bytes},
                              .global = RIR_NONE};
    if (base->kind == RIR_V_GLOBAL && s->m->globals.data[base->ref].alias == NULL) {
        m.named = true;
        m.global = base->ref;
    } else if (base->kind == RIR_V_INSN) {
        m.named = f->insns[base->ref].op == RIR_STACK;
    }
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

/* Whatever object of the class it is, other bytes of it. */
static bool is_beside(const struct question *q, uint32_t operand, const struct extent *x)
{
    const struct pa_bytes w = {q->func, operand, x->lo, x->hi - x->lo};
    return !x->keeps && x->hi != INT64_MAX && phase_a_bytes_apart(q->s->a, &w, &q->m->at);
}

static bool hits(const struct question *q, uint32_t operand, const struct extent *x)
{
    const struct rir_func *f = &q->s->m->funcs.data[q->func];
    bool small = !x->keeps && x->hi != INT64_MAX && x->hi - x->lo < q->m->bytes;
    return f->values[operand].kind != RIR_V_CONST && given(q, operand) && !small &&
           !is_another_member(q, operand) && !is_beside(q, operand, x) &&
           !q->excused(q->context, q->insn, operand, x);
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
    const struct extent keeps = {.keeps = true};
    uint32_t base = in->op == RIR_CALLI ? 1 : 0;
    for (uint32_t i = base; i < in->nargs; i++) {
        uint16_t at = rir_call_position(in, i - base);
        bool variadic = at > g->ncparams && rir_func_ann(g, RIR_ANN_FORMAT) != NULL; /* scanf, %n */
        if ((variadic || writes_operand(g, at)) && phase_a_refers(q->s->a, q->func, in->args[i]) &&
            hits(q, in->args[i], &keeps))
            return true;
    }
    return callbacks_hit(q, g);
}

static bool never(void *context, uint32_t insn, uint32_t operand, const struct extent *x)
{
    (void)context;
    (void)insn;
    (void)operand;
    (void)x;
    return false;
}

static bool insn_hits(const struct question *q, bool deep);

static bool function_hits(struct solver *s, uint32_t func, const struct target_memory *m,
                          bool called_back)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct question q = {s, func, i, m, never, NULL, NULL, called_back};
        if (insn_hits(&q, false))
            return true;
    }
    return false;
}

/* Functions that unknown code calls write it. */
static bool called_back_hit(const struct question *q)
{
    struct solver *s = q->s;
    for (uint32_t k = 0; k < s->m->funcs.len; k++)
        if (phase_a_run_by_unknown(s->a, k) && phase_a_writes(s->a, k, q->m->cls) &&
            function_hits(s, k, q->m, true))
            return true;
    return false;
}

/* Code that nobody has seen writes what it is given, and what it may hold. */
static bool unknown_hits(const struct question *q, const struct rir_insn *in)
{
    bool held =
        phase_a_class_unknown(q->s->a, q->m->cls) || phase_a_class_escaped(q->s->a, q->m->cls);
    for (uint32_t i = 0; i < in->nargs && !held; i++)
        held = phase_a_refers(q->s->a, q->func, in->args[i]) && given(q, in->args[i]);
    return held || (!q->called_back && called_back_hit(q));
}

/* ---- functions of the program ---- */

static bool program_hits(const struct question *q, const struct rir_insn *in, uint32_t callee)
{
    if (!phase_a_writes(q->s->a, callee, q->m->cls))
        return false;
    const struct callee_writes *w = callee_writes(q->callees, q->s, callee, q->m);
    uint32_t base = in->op == RIR_CALLI ? 1 : 0;
    bool hit = w->elsewhere;
    for (uint32_t i = 0; i < w->list.len && !hit; i++) {
        const struct param_write *p = &w->list.data[i];
        hit = base + p->param >= in->nargs || hits(q, in->args[base + p->param], &p->at);
    }
    return hit;
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
    const struct rir_func *f = &q->s->m->funcs.data[q->func];
    const struct rir_insn *in = &f->insns[q->insn];
    const struct extent x = extent_of(f, in);
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_COPY:
    case RIR_FILL:
    case RIR_RMW:
    case RIR_CAS:
    case RIR_VALIST:
    case RIR_VAARG:
        return hits(q, in->args[0], &x);
    case RIR_CALL:
    case RIR_CALLI:
        return call_hits(q, in, deep);
    case RIR_OPAQUE:
        return unknown_hits(q, in);
    default:
        return false;
    }
}

bool written_may_by(struct callees *callees, struct solver *s, uint32_t func, uint32_t insn,
                    const struct target_memory *m, written_elsewhere *excused, void *context)
{
    const struct question q = {s, func, insn, m, excused, context, callees, false};
    return insn_hits(&q, true);
}

bool written_may(struct solver *s, uint32_t func, uint32_t insn, const struct target_memory *m,
                 written_elsewhere *excused, void *context)
{
    struct callees callees = {0};
    bool hit = written_may_by(&callees, s, func, insn, m, excused, context);
    callees_free(&callees);
    return hit;
}

bool written_by_tasks(struct solver *s, const struct target_memory *m)
{
    for (uint32_t k = 0; k < s->m->funcs.len; k++)
        if (phase_a_in_task(s->a, k) && phase_a_writes(s->a, k, m->cls) &&
            function_hits(s, k, m, false))
            return true;
    return false;
}
