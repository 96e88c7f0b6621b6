/* Where a task may end otherwise than by returning from its function.
 *
 * B-E6. Who joins a task finds what it did up to any call at which it may have ended: the state
 * there is one of the exits of the function that was started, with what the callee may have done in
 * the middle (transfer_cut_short). Such calls are those that reach a function which ends its task
 * (pthread_exit), or one without body and model that never returns; all calls, in a program in
 * which some task may be cancelled; and everything, where one may be cancelled asynchronously. */
#include "solve/ends.h"

static bool ends_itself(const struct rir_func *f)
{
    if (rir_func_ann(f, RIR_ANN_ENDS_TASK) != NULL)
        return true;
    bool known = rir_func_is_described(f) || (f->flags & RIR_FUNC_DEFINED) != 0;
    return !known && (f->flags & RIR_FUNC_NORETURN) != 0;
}

static bool is_call(const struct rir_insn *in)
{
    return in->op == RIR_CALL || in->op == RIR_CALLI;
}

static bool call_ends(const struct solver *s, uint32_t func, uint32_t insn)
{
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    if (!is_call(in))
        return false;
    if (in->op == RIR_CALL)
        return s->ends[in->ref] || ends_itself(&s->m->funcs.data[in->ref]);
    uint32_t n;
    bool complete;
    const uint32_t *to = phase_a_callees(s->a, func, insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++)
        if (s->ends[to[i]] || ends_itself(&s->m->funcs.data[to[i]]))
            return true;
    return false;
}

static bool any_call_ends(const struct solver *s, uint32_t func)
{
    for (uint32_t i = 0; i < s->m->funcs.data[func].ninsns; i++)
        if (call_ends(s, func, i))
            return true;
    return false;
}

static bool component_ends(const struct solver *s, const uint32_t *list, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++)
        if (s->flows[list[k]] != NULL && any_call_ends(s, list[k]))
            return true;
    return false;
}

/* Some code calls a function that is annotated so, in a way that counts, or takes its address. */
static bool any_use(const struct rir_module *m, enum rir_ann_kind kind,
                    bool (*counts)(const struct rir_func *f, const struct rir_insn *call,
                                   const struct rir_ann *a))
{
    for (uint32_t f = 0; f < m->funcs.len; f++) {
        const struct rir_func *fn = &m->funcs.data[f];
        if (rir_func_ann(fn, kind) != NULL && (fn->flags & RIR_FUNC_ADDRESS_TAKEN) != 0)
            return true;
        for (uint32_t i = 0; i < fn->ninsns; i++) {
            const struct rir_insn *in = &fn->insns[i];
            const struct rir_ann *a =
                in->op == RIR_CALL ? rir_func_ann(&m->funcs.data[in->ref], kind) : NULL;
            if (a != NULL && counts(fn, in, a))
                return true;
        }
    }
    return false;
}

static bool always(const struct rir_func *f, const struct rir_insn *call, const struct rir_ann *a)
{
    (void)f;
    (void)call;
    (void)a;
    return true;
}

/* The parameter that the annotation names is not surely zero. */
static bool unless_zero(const struct rir_func *f, const struct rir_insn *call,
                        const struct rir_ann *a)
{
    uint32_t type = flow_operand(call, (uint32_t)a->a);
    return type == RIR_NONE || f->values[type].kind != RIR_V_CONST || f->values[type].imm != 0;
}

void ends_prepare(struct solver *s)
{
    uint32_t n, ntasks;
    s->ends = ARENA_ARRAY(&s->arena, bool, s->m->funcs.len + 1);
    s->started = ARENA_ARRAY(&s->arena, bool, s->m->funcs.len + 1);
    s->cancels = any_use(s->m, RIR_ANN_CANCELS, always);
    s->ends_anywhere = any_use(s->m, RIR_ANN_ENDS_ANYWHERE, unless_zero);
    for (uint32_t c = 0; c < phase_a_nsccs(s->a); c++) { /* callees first */
        const uint32_t *list = phase_a_scc(s->a, c, &n);
        bool ends = component_ends(s, list, n);
        for (uint32_t k = 0; k < n; k++)
            s->ends[list[k]] = ends;
    }
    const struct pa_task *tasks = phase_a_tasks(s->a, &ntasks);
    for (uint32_t i = 0; i < ntasks; i++)
        s->started[tasks[i].func] = true;
}

bool ends_at(const struct solver *s, uint32_t func, uint32_t insn)
{
    if (!s->started[func])
        return false;
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    return s->cancels ? is_call(in) || in->op == RIR_JOIN : call_ends(s, func, insn);
}
