/* Callbacks: functions that a described function is handed and may call, often, in any order, or
 * not at all. */
#include "solve/call.h"

#include <stdlib.h>

uint32_t call_only_functions(struct env *e, set_id s, const uint32_t **out)
{
    struct body *b = e->b;
    uint32_t n;
    const struct target *v = set_get(sets_of(e), s, &n);
    for (uint32_t i = 0; i < n; i++)
        if (b->nodes.data[v[i].node].kind != N_FUNC || b->nodes.data[v[i].node].ref == RIR_NONE)
            return 0;
    uint32_t *list = ARENA_ARRAY(&b->s->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        list[i] = b->nodes.data[v[i].node].ref;
    *out = list;
    return n;
}

/* A library function that another one calls: its hidden state, and what it does to what it is
 * given. `given`: a C position of `f` from where that comes, 0: the library passes something. */
static void call_back_described(struct call *c, const struct rir_func *f, uint32_t callee,
                                set_id passed, int given)
{
    struct env *e = c->e;
    const struct rir_func *g = &e->b->s->m->funcs.data[callee];
    for (uint32_t i = 0; i < g->nanns; i++) {
        const struct rir_ann *a = &g->anns[i];
        switch ((enum rir_ann_kind)a->kind) {
        case RIR_ANN_HIDDEN_STATE:
        case RIR_ANN_READS_STATE:
            call_state_event(c, g, a);
            break;
        case RIR_ANN_READS:
        case RIR_ANN_PURE:
        case RIR_ANN_STATE:
        case RIR_ANN_POINTS_INTO:
        case RIR_ANN_MALLOC:
        case RIR_ANN_CONSTANT:
        case RIR_ANN_FORMAT:
        case RIR_ANN_SCAN_FORMAT:
        case RIR_ANN_FORMAT_ARG:
        case RIR_ANN_NONDET:
            break;
        case RIR_ANN_FREES:
        case RIR_ANN_WRITES:
            if (given > 0) {
                record_access(e, c->insn, a->kind == RIR_ANN_FREES ? ACCESS_FREE : ACCESS_WRITE,
                              (uint32_t)given, true, memory_closure(e, passed));
                break;
            } /* FALLTHROUGH */
        default:
            record_event(
                e, c->insn, RIR_NONE, false,
                call_reason(e->b->s, f, "calls a library function that may change something"));
        }
    }
}

/* A call of a function that gets `first` for its first parameter, and `others` for each other. */
void call_apply_passing(struct env *e, uint32_t insn, uint32_t callee, set_id first, set_id others,
                        enum apply_mode mode, set_id *results, uint32_t nresults)
{
    uint32_t n = e->b->s->m->funcs.data[callee].nparams;
    set_id *params = calloc(n + 1, sizeof *params);
    if (params == NULL)
        abort();
    for (uint32_t p = 0; p < n; p++)
        params[p] = p == 0 ? first : others;
    struct operands ops = {.params = params, .nparams = n};
    apply_body(e, insn, callee, &ops, mode, results, nresults);
    free(params);
}

enum { CALL_BACKS = 8 };

/* Functions may be called back many times, in any order: until that changes nothing more. False: it
 * goes on. */
static bool call_back_all(struct call *c, const uint32_t *to, uint32_t n, set_id passed)
{
    struct env *e = c->e;
    for (uint32_t round = 0; round < CALL_BACKS; round++) {
        uint64_t before = e->epoch, marks = e->marks_epoch;
        for (uint32_t i = 0; i < n; i++) {
            const struct rir_func *g = &e->b->s->m->funcs.data[to[i]];
            if (rir_func_is_described(g) || !(g->flags & RIR_FUNC_DEFINED))
                continue;
            set_id ignored[4] = {SET_EMPTY};
            call_apply_passing(e, c->insn, to[i], passed, passed,
                               n == 1 ? APPLY_MAYBE : APPLY_ONE_OF, ignored, 0);
        }
        if ((e->epoch == before && e->marks_epoch == marks) || MUTANT(e->b->s, 19))
            return true;
    }
    return false;
}

/* What the memory at an argument leads to. */
static set_id behind_of(struct call *c, set_id argument)
{
    struct set_table *t = sets_of(c->e);
    return set_demote(t, set_anywhere(t, memory_load(c->e, set_anywhere(t, argument))), CERT_MAY);
}

void call_by_library(struct call *c, const struct rir_func *f, int fpos)
{
    struct env *e = c->e;
    set_id passed = SET_EMPTY;
    int given = 0;
    if (MUTANT(e->b->s, 14))
        return;
    for (uint32_t i = 0; i < f->nanns; i++)
        if (f->anns[i].kind == RIR_ANN_CALLS && f->anns[i].a == fpos && f->anns[i].b > 0) {
            given = f->anns[i].b;
            passed = set_union(sets_of(e), passed, call_argument(c, f, given));
            if (rir_func_ann_at(f, RIR_ANN_RESULT_BEHIND, given)) /* a tree of keys: those, too */
                passed = set_union(sets_of(e), passed, behind_of(c, call_argument(c, f, given)));
        }
    if (given == 0) /* with none of its parameters: what the function gets is the library's */
        passed = set_one(sets_of(e), node_unknown(e->b, "an argument that the library passes"), 0,
                         1, CERT_MAY);
    passed = set_anywhere(sets_of(e), passed);
    const uint32_t *to = NULL;
    bool complete = true;
    uint32_t n = call_only_functions(e, call_argument(c, f, fpos), &to);
    if (n == 0 && call_argument(c, f, fpos) != SET_EMPTY)
        to = phase_a_callbacks(e->b->s->a, e->b->func, c->insn, &n, &complete);
    for (uint32_t i = 0; i < n; i++) {
        const struct rir_func *g = &e->b->s->m->funcs.data[to[i]];
        if (rir_func_is_described(g))
            call_back_described(c, f, to[i], passed, given);
        else if (!(g->flags & RIR_FUNC_DEFINED))
            complete = false;
    }
    if (!call_back_all(c, to, n, passed))
        complete = false;
    if (!complete) {
        const char *why = call_reason(e->b->s, f, "calls a function that is not known");
        apply_unknown(e, c->insn, passed, why);
        record_event(e, c->insn, RIR_NONE, false, why);
    }
}
