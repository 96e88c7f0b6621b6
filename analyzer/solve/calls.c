/* Calls: which functions they reach, what is passed, and what described functions do.
 *
 * B-D1. A function without a visible body (or a trusted one) does what its annotations say and
 * nothing else, if they describe it completely; otherwise it is unknown, and so is what it returns.
 * B-D2. An indirect call goes to the functions that its operand refers to; where that is not only
 * functions, to everything phase A says, and to unknown code where phase A is not sure. */
#include "solve/body.h"

#include <stdlib.h>

struct call {
    struct env *e;
    uint32_t insn;
    const struct rir_insn *in;
    uint32_t base; /* first operand that is an argument */
    set_id results[4];
    uint32_t nresults;
    struct known outcome; /* of a described callee whose result says what it did */
};

static struct set_table *sets_of(const struct env *e)
{
    return &e->b->s->sets;
}

static uint32_t position(const struct call *c, uint32_t operand)
{
    return c->in->pos == NULL ? operand - c->base + 1 : c->in->pos[operand - c->base].cpos;
}

/* What is passed at C position n (beyond the last named parameter: all variadic arguments). */
static set_id argument(const struct call *c, const struct rir_func *f, int n)
{
    set_id all = SET_EMPTY;
    bool rest = f != NULL && (f->flags & RIR_FUNC_VARIADIC) && n > (int)f->ncparams;
    for (uint32_t i = c->base; i < c->in->nargs; i++) {
        uint32_t at = position(c, i);
        if ((int)at == n || (rest && at > f->ncparams))
            all = set_union(sets_of(c->e), all, env_get(c->e, c->in->args[i]));
    }
    return all;
}

static bool may_be_address(const struct call *c, uint32_t operand)
{
    const struct rir_value *v = &c->e->b->f->values[c->in->args[operand]];
    bool null = v->kind == RIR_V_CONST && v->imm == 0;
    return !null && phase_a_refers(c->e->b->s->a, c->e->b->func, c->in->args[operand]);
}

static set_id all_arguments(const struct call *c)
{
    set_id all = SET_EMPTY;
    for (uint32_t i = c->base; i < c->in->nargs; i++)
        all = set_union(sets_of(c->e), all, env_get(c->e, c->in->args[i]));
    return all;
}

static bool result_is_pointer(const struct call *c, uint32_t i)
{
    const struct body *b = c->e->b;
    return c->in->result != RIR_NONE && i < c->in->nresults &&
           phase_a_refers(b->s->a, b->func, c->in->result + i);
}

static void add_result(struct call *c, set_id s)
{
    if (c->nresults > 0)
        c->results[0] = set_union(sets_of(c->e), c->results[0], s);
}

static void unknown_results(struct call *c, const char *why)
{
    set_id u = set_one(sets_of(c->e), node_unknown(c->e->b, why), 0, 1, CERT_MAY);
    for (uint32_t i = 0; i < c->nresults; i++)
        if (result_is_pointer(c, i))
            c->results[i] = set_union(sets_of(c->e), c->results[i], u);
}

static const char *reason(struct solver *s, const struct rir_func *f, const char *what)
{
    const char *name = f->source != NULL ? f->source : f->name;
    return intern_str(&s->names, arena_printf(&s->arena, "'%s' %s", name, what));
}

const char ifunc_is_open[] = "is an ifunc: the definition that its resolver chooses is not known";

/* Why nothing is known of what a call of this function does. */
static const char *reason_unknown(struct solver *s, const struct rir_func *f)
{
    return reason(s, f, f->flags & RIR_FUNC_IFUNC ? ifunc_is_open : "has no body and no model");
}

/* ---- callees with a body ---- */

/* A struct that is passed in memory lies in the list itself: what it holds is found there. */
static void add_variadic(const struct call *c, uint32_t i, set_id v, struct operands *ops)
{
    struct set_table *t = sets_of(c->e);
    ops->variadic = set_union(t, ops->variadic, v);
    ops->nvariadic++;
    if (c->in->pos == NULL || !(c->in->pos[i].flags & RIR_ARG_BYVAL))
        return;
    ops->variadic = set_union(t, ops->variadic, memory_load(c->e, set_anywhere(t, v)));
    ops->nvariadic++;
}

static bool call_body(struct call *c, uint32_t callee, enum apply_mode mode)
{
    struct env *e = c->e;
    const struct rir_func *f = &e->b->s->m->funcs.data[callee];
    struct operands ops = {.nparams = f->nparams};
    set_id *params = calloc(f->nparams + 1, sizeof *params);
    if (params == NULL)
        abort();
    uint32_t given = c->in->nargs - c->base;
    for (uint32_t i = 0; i < given; i++) {
        set_id v = env_get(e, c->in->args[c->base + i]);
        if (i < f->nparams)
            params[i] = v;
        else
            add_variadic(c, i, v, &ops);
    }
    for (uint32_t i = given; i < f->nparams; i++)
        params[i] = set_one(sets_of(e), node_unknown(e->b, "an argument that is not passed"), 0, 1,
                            CERT_MAY);
    ops.params = params;
    bool returns = apply_body(e, c->insn, callee, &ops, mode, c->results, c->nresults);
    free(params);
    return returns;
}

/* ---- hidden state ---- */

/* One event a call, also where several states are read. */
static void state_event(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    bool changes = a->kind == RIR_ANN_HIDDEN_STATE;
    if (changes || (rir_func_ann(f, RIR_ANN_HIDDEN_STATE) == NULL &&
                    rir_func_ann(f, RIR_ANN_READS_STATE) == a))
        record_state(c->e, c->insn, (uint32_t)(f - c->e->b->s->m->funcs.data), changes,
                     changes ? a->text : NULL);
}

/* The literal null passed at C position n: nothing is touched there. */
static bool passes_null(const struct call *c, int n)
{
    for (uint32_t i = c->base; i < c->in->nargs; i++) {
        const struct rir_value *v = &c->e->b->f->values[c->in->args[i]];
        if ((int)position(c, i) == n)
            return v->kind == RIR_V_CONST && v->imm == 0;
    }
    return false;
}

/* The state is used if the operand is null: it is written so, or nothing known here excludes it. */
static void state_if_null(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    uint32_t callee = (uint32_t)(f - c->e->b->s->m->funcs.data);
    uint32_t at = flow_operand(c->in, (uint32_t)a->a);
    struct facts x = env_facts(c->e);
    if (at == RIR_NONE || passes_null(c, a->a))
        record_state(c->e, c->insn, callee, true, state_of_its_own);
    else if (facts_eval(&x, at).signs & SIGN_ZERO)
        record_state_if_null(c->e, c->insn, callee, at);
}

/* ---- callbacks ---- */

static uint32_t only_functions(struct env *e, set_id s, const uint32_t **out)
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
            state_event(c, g, a);
            break;
        case RIR_ANN_READS:
        case RIR_ANN_PURE:
        case RIR_ANN_STATE:
        case RIR_ANN_POINTS_INTO:
        case RIR_ANN_MALLOC:
        case RIR_ANN_CONSTANT:
        case RIR_ANN_FORMAT:
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
            record_event(e, c->insn, RIR_NONE, false,
                         reason(e->b->s, f, "calls a library function that may change something"));
        }
    }
}

/* A call of a function that gets `first` for its first parameter, and `others` for each other. */
static void apply_passing(struct env *e, uint32_t insn, uint32_t callee, set_id first,
                          set_id others, enum apply_mode mode, set_id *results, uint32_t nresults)
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
        uint64_t before = e->epoch;
        for (uint32_t i = 0; i < n; i++) {
            const struct rir_func *g = &e->b->s->m->funcs.data[to[i]];
            if (rir_func_is_described(g) || !(g->flags & RIR_FUNC_DEFINED))
                continue;
            set_id ignored[4] = {SET_EMPTY};
            apply_passing(e, c->insn, to[i], passed, passed, n == 1 ? APPLY_MAYBE : APPLY_ONE_OF,
                          ignored, 0);
        }
        if (e->epoch == before || MUTANT(e->b->s, 19))
            return true;
    }
    return false;
}

static void call_back(struct call *c, const struct rir_func *f, int fpos)
{
    struct env *e = c->e;
    set_id passed = SET_EMPTY;
    int given = 0;
    if (MUTANT(e->b->s, 14))
        return;
    for (uint32_t i = 0; i < f->nanns; i++)
        if (f->anns[i].kind == RIR_ANN_CALLS && f->anns[i].a == fpos && f->anns[i].b > 0) {
            given = f->anns[i].b;
            passed = set_union(sets_of(e), passed, argument(c, f, given));
        }
    if (given == 0) /* with none of its parameters: what the function gets is the library's */
        passed = set_one(sets_of(e), node_unknown(e->b, "an argument that the library passes"), 0,
                         1, CERT_MAY);
    passed = set_anywhere(sets_of(e), passed);
    const uint32_t *to = NULL;
    bool complete = true;
    uint32_t n = only_functions(e, argument(c, f, fpos), &to);
    if (n == 0 && argument(c, f, fpos) != SET_EMPTY)
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
        const char *why = reason(e->b->s, f, "calls a function that is not known");
        apply_unknown(e, c->insn, passed, why);
        record_event(e, c->insn, RIR_NONE, false, why);
    }
}

/* ---- starts and joins ---- */

/* A library's function does to its argument what its description says, and no more: with `free` for
 * a destructor, that is done to the task's own. */
static bool only_acts_on_argument(const struct rir_func *f)
{
    if (!rir_func_is_described(f) || (f->flags & RIR_FUNC_DEFINED) != 0)
        return false;
    for (uint32_t i = 0; i < f->nanns; i++)
        switch (f->anns[i].kind) {
        case RIR_ANN_FREES:
        case RIR_ANN_READS:
        case RIR_ANN_WRITES:
        case RIR_ANN_PURE:
        case RIR_ANN_BORROWS:
            continue;
        default:
            return false;
        }
    return true;
}

/* Such a destructor gets what tasks keep as thread-specific values: where that is kept, it must be
 * the task's own until it ends. */
static void keep_thread_value(struct call *c, const struct rir_func *f)
{
    const struct solver *s = c->e->b->s;
    const struct rir_ann *a = rir_func_ann(f, RIR_ANN_THREAD_VALUE);
    if (a == NULL || a->a == 0 || argument(c, f, a->a) == SET_EMPTY)
        return;
    bool acts = false, shown = false;
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        acts |= (s->m->funcs.data[i].flags & RIR_FUNC_ADDRESS_TAKEN) != 0 &&
                only_acts_on_argument(&s->m->funcs.data[i]);
    for (uint32_t i = c->base; i < c->in->nargs; i++)
        shown |= (int)position(c, i) == a->a &&
                 phase_a_class_global(s->a, phase_a_class(s->a, c->e->b->func, c->in->args[i]));
    if (acts && shown)
        record_event(c->e, c->insn, RIR_NONE, false,
                     "a library function that is the key's destructor may get it while it can be "
                     "reached from a static object");
}

static bool acts_on_own(struct call *c, set_id functions)
{
    const uint32_t *to = NULL;
    uint32_t n = only_functions(c->e, functions, &to);
    for (uint32_t i = 0; i < n; i++)
        if (!only_acts_on_argument(&c->e->b->s->m->funcs.data[to[i]]))
            return false;
    return n != 0;
}

static void start(struct call *c, set_id arg, bool handler)
{
    struct env *e = c->e;
    struct solver *s = e->b->s;
    uint32_t rec, ntasks;
    if (!map_get(&s->start_index, (uint64_t)e->b->func << 32 | c->insn, &rec)) {
        const char *why = "starts a function that is not known";
        apply_unknown(e, c->insn, arg, why);
        record_event(e, c->insn, RIR_NONE, false, why);
        return;
    }
    const struct start_rec *r = &s->starts.data[rec];
    const struct pa_task *tasks = phase_a_tasks(s->a, &ntasks);
    for (uint32_t i = 0; i < r->ntasks; i++) {
        uint32_t func = tasks[r->tasks[i]].func;
        set_id result[4] = {SET_EMPTY};
        apply_passing(e, c->insn, func, arg, handler ? arg : SET_EMPTY, APPLY_START, result, 1);
        memory_put_result(e, rec, result[0]);
    }
    if (ids_has(&e->st.running, rec))
        ids_remove(&e->st.single, rec);
    else
        ids_add(&e->st.single, rec);
    ids_add(&e->st.running, rec);
    if (!handler) /* a handler runs only when its event comes */
        ids_add(&e->st.sure, rec);
    ids_remove(&e->st.joined, rec);
}

static set_id handle_of(struct env *e, uint32_t insn)
{
    uint32_t rec;
    if (!map_get(&e->b->s->start_index, (uint64_t)e->b->func << 32 | insn, &rec))
        return SET_EMPTY;
    return set_one(sets_of(e), node_get(e->b, N_HANDLE, rec), 0, 0, CERT_SURE);
}

void transfer_start(struct env *e, uint32_t insn)
{
    struct call c = {.e = e, .insn = insn, .in = &e->b->f->insns[insn]};
    start(&c, c.in->nargs > 0 ? env_get(e, c.in->args[0]) : SET_EMPTY, false);
    if (c.in->result != RIR_NONE)
        env_set(e, c.in->result, handle_of(e, insn));
}

void transfer_join(struct env *e, uint32_t insn)
{
    const struct rir_insn *in = &e->b->f->insns[insn];
    set_id handle = env_get(e, in->args[0]);
    joins_apply(e, handle);
    if (in->result != RIR_NONE && phase_a_refers(e->b->s->a, e->b->func, in->result))
        env_set(e, in->result, memory_task_result(e, handle));
}

/* ---- described callees ---- */

static int handle_position(const struct rir_func *f)
{
    const struct rir_ann *h = rir_func_ann(f, RIR_ANN_HANDLE);
    return h == NULL ? -1 : h->a;
}

/* Of the last access that was recorded. */
static void doubt_access(const struct env *e, const char *why)
{
    if (e->recording)
        e->b->accesses.data[e->b->accesses.len - 1].doubt = why;
}

/* Variadic arguments are accesses of their own: one may be private and the next a global. Those of
 * printf may be for a %p, which reads nothing. */
static void touch(struct call *c, const struct rir_func *f, int n, enum access_kind kind)
{
    bool rest = (f->flags & RIR_FUNC_VARIADIC) && n > (int)f->ncparams;
    if (!rest && !passes_null(c, n))
        record_access(c->e, c->insn, kind, (uint32_t)n, true, argument(c, f, n));
    bool formatted = rir_func_ann(f, RIR_ANN_FORMAT) != NULL;
    for (uint32_t i = c->base; rest && i < c->in->nargs; i++) {
        if (position(c, i) <= f->ncparams || !may_be_address(c, i))
            continue;
        record_access(c->e, c->insn, kind, position(c, i), true, env_get(c->e, c->in->args[i]));
        if (formatted && kind == ACCESS_READ)
            doubt_access(c->e, "the format may ask for its address only");
    }
}

static void described_start(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    struct env *e = c->e;
    set_id library = set_one(sets_of(e), node_unknown(e->b, "an argument that the library passes"),
                             0, 1, CERT_MAY);
    if (a->b > 0 || !acts_on_own(c, argument(c, f, a->a)))
        start(c, a->b > 0 ? argument(c, f, a->b) : library, a->b == 0);
    int h = handle_position(f);
    if (h > 0) {
        touch(c, f, h, ACCESS_WRITE);
        memory_store(e, argument(c, f, h), handle_of(e, c->insn), false);
    } else if (h == 0) {
        add_result(c, handle_of(e, c->insn));
    }
}

static void described_join(struct call *c, const struct rir_func *f)
{
    struct env *e = c->e;
    int h = handle_position(f);
    if (h > 0)
        joins_apply(e, argument(c, f, h));
    const struct rir_ann *into = rir_func_ann(f, RIR_ANN_RESULT_INTO);
    if (into != NULL && into->a > 0) {
        touch(c, f, into->a, ACCESS_WRITE);
        memory_store(e, argument(c, f, into->a),
                     memory_task_result(e, h > 0 ? argument(c, f, h) : SET_EMPTY), true);
    }
}

static set_id fresh(struct call *c, uint32_t ordinal)
{
    return set_one(sets_of(c->e), node_made(c->e->b, c->insn, ordinal), 0, 0, CERT_SURE);
}

/* ---- what a described function leaves in memory that it writes ---- */

/* Another annotation says which pointer is put there. */
static bool says_what_it_stores(const struct rir_func *f, int n)
{
    return rir_func_ann_at(f, RIR_ANN_HANDLE, n) || rir_func_ann_at(f, RIR_ANN_RECEIVES_INTO, n) ||
           rir_func_ann_at(f, RIR_ANN_RECEIVES_INTO_IF, n) ||
           rir_func_ann_at(f, RIR_ANN_RESULT_INTO, n) || rir_func_ann_at(f, RIR_ANN_POINTS_INTO, n);
}

/* The type of what parameter n points to; RIR_NONE: not known. */
static uint32_t pointee(const struct rir_module *m, const struct rir_func *f, int n)
{
    uint32_t t = rir_func_source_type(m, f);
    if (t == RIR_NONE || n > (int)m->types.data[t].nfields)
        return RIR_NONE;
    t = rir_type_strip(m, m->types.data[t].fields[n - 1].type);
    if (t == RIR_NONE || m->types.data[t].kind != RIR_T_PTR)
        return RIR_NONE;
    return rir_type_strip(m, m->types.data[t].elem);
}

/* What parameter n points to is void, a pointer, or not known: it may be any bytes. */
static bool points_to_words(const struct rir_module *m, const struct rir_func *f, int n)
{
    uint32_t t = pointee(m, f, n);
    return t == RIR_NONE || m->types.data[t].kind == RIR_T_VOID ||
           m->types.data[t].kind == RIR_T_PTR;
}

/* How many bytes the annotation says there are, where the call says so with a constant, or the type
 * of a number does; else -1. */
static int64_t bytes_at(const struct call *c, const struct rir_func *f, int n, int size)
{
    const struct rir_module *m = c->e->b->s->m;
    uint32_t type = size == 0 ? pointee(m, f, n) : RIR_NONE;
    if (type != RIR_NONE && m->types.data[type].kind == RIR_T_INT && m->types.data[type].size > 1)
        return (int64_t)m->types.data[type].size;
    uint32_t at = size > 0 ? flow_operand(c->in, (uint32_t)size) : RIR_NONE;
    const struct rir_value *v = at == RIR_NONE ? NULL : &c->e->b->f->values[at];
    return v != NULL && v->kind == RIR_V_CONST ? v->imm : -1;
}

/* Bytes come in at *n. One word of it each, where scanf or a pointer to a pointer says where. */
static void fill(struct call *c, const struct rir_func *f, int n, int size, set_id x)
{
    struct env *e = c->e;
    const struct rir_module *m = e->b->s->m;
    uint32_t type = pointee(m, f, n);
    bool word = n > (int)f->ncparams || (type != RIR_NONE && m->types.data[type].kind == RIR_T_PTR);
    set_id outside = set_one(sets_of(e), node_unknown(e->b, from_outside), 0, 1, CERT_MAY);
    if (word)
        memory_store(e, x, outside, true);
    else
        memory_fill(e, x, outside, bytes_at(c, f, n, size));
}

/* B-D3. Bytes that a described function writes may be pointers: those in what it reads (qsort moves
 * them within the array, lsearch into it), else any (read, through a pipe). What was there before
 * may still be there. */
static void leave_contents(struct call *c, const struct rir_func *f, int n, set_id x)
{
    struct env *e = c->e;
    const struct rir_module *m = e->b->s->m;
    if (says_what_it_stores(f, n) || !points_to_words(m, f, n) ||
        rir_func_ann_at(f, RIR_ANN_FILLS, n) || rir_func_ann_at(f, RIR_ANN_NUMBERS, n))
        return;
    set_id any = set_anywhere(sets_of(e), x);
    bool moves = false;
    for (uint32_t i = 0; i < f->nanns; i++) {
        int from = f->anns[i].a;
        if (f->anns[i].kind != RIR_ANN_READS || !points_to_words(m, f, from))
            continue;
        moves = true;
        if (from == n)
            memory_store(e, any, memory_load(e, any), true);
        else
            memory_copy(e, any, set_anywhere(sets_of(e), argument(c, f, from)), -1);
    }
    if (!moves)
        fill(c, f, n, 0, x);
}

/* ---- effects that depend on the result ---- */

static bool is_conditional(const struct rir_ann *a)
{
    return a->kind == RIR_ANN_SENDS_IF || a->kind == RIR_ANN_RECEIVES_INTO_IF ||
           a->kind == RIR_ANN_SPAWNS_IF;
}

static const struct rir_ann *condition_of(const struct rir_func *f)
{
    for (uint32_t i = 0; i < f->nanns; i++)
        if (is_conditional(&f->anns[i]))
            return &f->anns[i];
    return NULL;
}

/* B-D4. Where the result is tested, one state in which it is as the condition says and one in which
 * it is not: together they are all. In each, only what contradicts its result is left out. */
static void choose_outcome(struct call *c, const struct rir_func *f)
{
    struct env *e = c->e;
    const struct rir_ann *a = condition_of(f);
    c->outcome = known_any();
    if (a == NULL || e->choice == CHOICE_ALL)
        return;
    struct facts x = env_facts(e);
    e->nchoices = 2;
    c->outcome = known_when((enum rir_when)a->when, e->choice == 0);
    facts_assume(&x, c->in->result, c->outcome);
}

static bool happens(const struct call *c, const struct rir_ann *a)
{
    if (a->kind == RIR_ANN_SPAWNS_IF && c->outcome.signs != SIGN_ANY && MUTANT(c->e->b->s, 25))
        return false;
    return !is_conditional(a) ||
           known_meet(c->outcome, known_when((enum rir_when)a->when, true)).signs != 0;
}

/* A write that happens if the format has a %n: `format` is the operand, or RIR_NONE if it has. */
static void record_count(struct call *c, uint32_t cpos, set_id targets, uint32_t format)
{
    struct env *e = c->e;
    record_access(e, c->insn, ACCESS_WRITE, cpos, true, targets);
    if (!e->recording)
        return;
    struct access *a = &e->b->accesses.data[e->b->accesses.len - 1];
    a->doubt = format == RIR_NONE ? "a %n in the format may be for it"
                                  : "the format may have a %n, and that may be for it";
    a->format = format;
    a->format_is = format == RIR_NONE ? SET_EMPTY : env_get(e, format);
}

/* What pointers inside an argument lead to, but the argument itself and constants. */
static set_id behind(struct call *c, set_id argument)
{
    struct env *e = c->e;
    set_id targets = SET_EMPTY;
    uint32_t n, own;
    set_id all = memory_closure(e, argument);
    set_get(sets_of(e), all, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target t = set_get(sets_of(e), all, &(uint32_t){0})[i];
        const struct target *given = set_get(sets_of(e), argument, &own);
        uint8_t kind = e->b->nodes.data[t.node].kind;
        bool skip = kind == N_FUNC || kind == N_VARARGS || kind == N_HANDLE ||
                    global_is(e->b, t.node, RIR_GLOBAL_CONST) ||
                    global_is(e->b, t.node, RIR_GLOBAL_STRING);
        for (uint32_t k = 0; k < own; k++)
            skip |= given[k].node == t.node && kind != N_GREST;
        if (!skip)
            targets = set_union(sets_of(e), targets, set_one(sets_of(e), t.node, 0, 1, CERT_MAY));
    }
    return targets;
}

/* The access has no operand that says where. Behind a pointer to a pointer (getline's buffer) lies
 * what that one points to. */
static void write_behind(struct call *c, const struct rir_func *f, int n, set_id argument)
{
    const struct rir_module *m = c->e->b->s->m;
    struct set_table *t = sets_of(c->e);
    uint32_t type = pointee(m, f, n);
    bool one = type != RIR_NONE && m->types.data[type].kind == RIR_T_PTR;
    set_id targets = one ? set_anywhere(t, set_demote(t, memory_load(c->e, argument), CERT_MAY))
                         : behind(c, argument);
    if (targets != SET_EMPTY)
        record_access(c->e, c->insn, ACCESS_WRITE, 0, true, targets);
}

static void tell(struct call *c, const struct rir_func *f, uint32_t operand)
{
    const struct body *b = c->e->b;
    set_id targets = env_get(c->e, operand);
    uint32_t n, objects = 0;
    const struct target *v = set_get(sets_of(c->e), targets, &n);
    for (uint32_t i = 0; i < n; i++)
        objects += b->nodes.data[v[i].node].kind != N_UNKNOWN;
    if (objects == 0)
        return;
    record_telling(c->e, c->insn, operand);
    memory_keep(c->e, targets, reason(c->e->b->s, f, "gives away a reference to it"));
}

/* Numbers and addresses that are printed, where the program may read them back (A-I29). */
static void print(struct call *c, const struct rir_func *f)
{
    struct env *e = c->e;
    const struct solver *s = e->b->s;
    for (uint32_t i = c->base; phase_a_text_is_read(s->a) && i < c->in->nargs; i++)
        if (phase_a_prints(s->m, e->b->f, c->in, i))
            tell(c, f, c->in->args[i]);
}

/* What the bytes hold that pointers in an array of structs lead to, by the types of its members. */
static set_id held_behind(struct env *e, set_id at, uint32_t type, int depth)
{
    const struct rir_module *m = e->b->s->m;
    const struct rir_type *t = &m->types.data[type];
    set_id all = SET_EMPTY;
    at = transfer_shifted(e, at, 0, (uint32_t)t->size);
    for (uint32_t i = 0; depth > 0 && i < t->nfields; i++) {
        uint32_t ft = rir_type_strip(m, t->fields[i].type);
        set_id member = transfer_shifted(e, at, (int64_t)t->fields[i].offset, 0), to;
        if (ft != RIR_NONE && m->types.data[ft].kind == RIR_T_STRUCT)
            all = set_union(sets_of(e), all, held_behind(e, member, ft, depth - 1));
        if (ft == RIR_NONE || m->types.data[ft].kind != RIR_T_PTR)
            continue;
        uint32_t elem = rir_type_strip(m, m->types.data[ft].elem);
        to = memory_load(e, member);
        if (elem != RIR_NONE && m->types.data[elem].kind == RIR_T_STRUCT)
            to = held_behind(e, to, elem, depth - 1);
        else
            to = memory_load(e, set_anywhere(sets_of(e), to));
        all = set_union(sets_of(e), all, to);
    }
    return all;
}

/* Whoever reads what leaves knows the pointers in it (A-I27). */
static void leave(struct call *c, const struct rir_func *f, const struct rir_ann *a, set_id x)
{
    struct env *e = c->e;
    const struct rir_module *m = e->b->s->m;
    uint32_t at = flow_operand(c->in, (uint32_t)a->a);
    if (at != RIR_NONE && e->b->f->values[at].type.cls != RIR_PTR) {
        tell(c, f, at);
        return;
    }
    if (!phase_a_leaves(e->b->s->a, e->b->func, c->insn) || MUTANT(e->b->s, 33))
        return;
    uint32_t type = pointee(m, f, a->a);
    bool inside = type != RIR_NONE && m->types.data[type].kind == RIR_T_STRUCT;
    set_id held =
        inside ? held_behind(e, x, type, 4) : memory_span(e, x, bytes_at(c, f, a->a, a->b));
    record_handing(e, c->insn);
    memory_keep(e, held, reason(e->b->s, f, "gives away a reference to it"));
}

/* %n makes printf write. Which argument it is for is not looked at: each may be it. */
static void format_writes(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    struct env *e = c->e;
    const struct rir_module *m = e->b->s->m;
    uint32_t at = flow_operand(c->in, (uint32_t)a->a);
    const struct rir_value *v = at == RIR_NONE ? NULL : &e->b->f->values[at];
    bool literal = v != NULL && v->kind == RIR_V_GLOBAL && v->imm == 0 &&
                   (m->globals.data[v->ref].flags & RIR_GLOBAL_STRING) != 0;
    if (literal && (m->globals.data[v->ref].flags & RIR_GLOBAL_COUNTS) == 0)
        return;
    uint32_t format = literal ? RIR_NONE : at;
    set_id list = a->b == 0 ? behind(c, argument(c, f, (int)f->ncparams)) : SET_EMPTY;
    if (list != SET_EMPTY)
        record_count(c, 0, list, format);
    for (uint32_t i = c->base; a->b != 0 && i < c->in->nargs; i++) {
        set_id x = env_get(e, c->in->args[i]);
        if ((int)position(c, i) >= a->b && x != SET_EMPTY)
            record_count(c, position(c, i), x, format);
    }
}

/* What it links somewhere and returns may be what an earlier call has linked there (strtok_r). */
static void points_into(struct call *c, const struct rir_func *f, const struct rir_ann *a,
                        set_id out)
{
    struct env *e = c->e;
    struct set_table *t = sets_of(e);
    set_id in = set_anywhere(t, argument(c, f, a->b));
    if (a->a != 0) {
        memory_store(e, out, in, true);
        return;
    }
    for (uint32_t i = 0; i < f->nanns; i++) {
        if (f->anns[i].kind != RIR_ANN_LINKS || f->anns[i].b != a->b)
            continue;
        set_id earlier = memory_load(e, set_anywhere(t, argument(c, f, f->anns[i].a)));
        in = set_join(t, in, set_anywhere(t, earlier));
    }
    add_result(c, in);
}

/* One annotation of a described callee. */
static void effect(struct call *c, const struct rir_func *f, const struct rir_ann *a)
{
    struct env *e = c->e;
    set_id x = a->a > 0 ? argument(c, f, a->a) : SET_EMPTY;
    switch ((enum rir_ann_kind)a->kind) {
    case RIR_ANN_READS:
        touch(c, f, a->a, ACCESS_READ);
        break;
    case RIR_ANN_WRITES:
        touch(c, f, a->a, ACCESS_WRITE);
        leave_contents(c, f, a->a, x);
        break;
    case RIR_ANN_FILLS:
        if (a->a > 0)
            fill(c, f, a->a, a->b, x);
        break;
    case RIR_ANN_LEAVES:
        leave(c, f, a, x);
        break;
    case RIR_ANN_FREES:
        touch(c, f, a->a, ACCESS_FREE);
        break;
    case RIR_ANN_HIDDEN_STATE:
    case RIR_ANN_READS_STATE:
        state_event(c, f, a);
        break;
    case RIR_ANN_HIDDEN_IF_NULL:
        state_if_null(c, f, a);
        break;
    case RIR_ANN_WRITES_BEHIND:
        write_behind(c, f, a->a, x);
        break;
    case RIR_ANN_FORMAT:
        format_writes(c, f, a);
        break;
    case RIR_ANN_KEEPS:
    case RIR_ANN_CALLS_LATER:
        record_handing(e, c->insn);
        memory_keep(e, a->kind == RIR_ANN_KEEPS ? x : argument(c, f, a->b),
                    reason(e->b->s, f, "keeps a reference to it"));
        break;
    case RIR_ANN_SENDS:
    case RIR_ANN_SENDS_IF:
    case RIR_ANN_SENDS_COPY:
        memory_send(e, x);
        break;
    case RIR_ANN_LINKS:
        record_handing(e, c->insn);
        memory_store(e, set_anywhere(sets_of(e), x), argument(c, f, a->b), true);
        break;
    case RIR_ANN_POINTS_INTO:
        points_into(c, f, a, x);
        break;
    case RIR_ANN_FREEZES:
        add_result(c, set_demote(sets_of(e), x, CERT_PATH));
        break;
    case RIR_ANN_MALLOC:
    case RIR_ANN_RECEIVES:
        add_result(c, fresh(c, 0));
        break;
    case RIR_ANN_RECEIVES_INTO:
    case RIR_ANN_RECEIVES_INTO_IF:
        memory_store(e, x, fresh(c, (uint32_t)a->a), true);
        break;
    case RIR_ANN_CONSTANT: /* no mutable object: what is written through it is caught as an unknown
                              write */
        add_result(c, set_one(sets_of(e),
                              node_get(e->b, N_FUNC, (uint32_t)(f - e->b->s->m->funcs.data)), 0, 1,
                              CERT_SURE));
        break;
    case RIR_ANN_CALLS:
        call_back(c, f, a->a);
        break;
    case RIR_ANN_SPAWNS:
    case RIR_ANN_SPAWNS_IF:
        described_start(c, f, a);
        break;
    case RIR_ANN_JOINS:
        described_join(c, f);
        break;
    default:
        break;
    }
}

static bool returns_channel(const struct solver *s, const struct rir_func *f)
{
    uint32_t t = rir_func_source_type(s->m, f);
    uint32_t r = t == RIR_NONE ? RIR_NONE : s->m->types.data[t].elem;
    return (rir_type_flags(s->m, r) & RIR_TYPE_CHANNEL) != 0 ||
           rir_type_channel(s->m, r) != RIR_NONE;
}

/* A lock, a condition, a queue: some parameter points to a channel. */
static bool takes_channel(const struct solver *s, const struct rir_func *f)
{
    uint32_t t = rir_func_source_type(s->m, f);
    for (uint32_t i = 0; t != RIR_NONE && i < s->m->types.data[t].nfields; i++)
        if (rir_type_channel(s->m, s->m->types.data[t].fields[i].type) != RIR_NONE)
            return true;
    return false;
}

/* A number from outside or from a text, where it may be a pointer or a part of one (A-I29). */
static set_id read_back(const struct call *c, const struct rir_func *f, uint32_t r)
{
    const struct body *b = c->e->b;
    uint32_t cls = phase_a_class(b->s->a, b->func, c->in->result + r);
    bool word = rir_may_hold_pointer(b->s->m, b->f->values[c->in->result + r].type);
    bool known = cls != RIR_NONE && !phase_a_class_unknown(b->s->a, cls);
    if (!rir_func_ann_at(f, RIR_ANN_FILLS, 0) || (!word && (cls == RIR_NONE || known)))
        return SET_EMPTY;
    return set_one(sets_of(c->e), node_unknown(c->e->b, reason(c->e->b->s, f, "gives a number")), 0,
                   1, CERT_MAY);
}

/* Numbers that it returns may be made of numbers that it is given (A-I24). */
static void numbers_in_results(struct call *c, const struct rir_func *f)
{
    struct set_table *t = sets_of(c->e);
    const struct rir_value *values = c->e->b->f->values;
    set_id given = SET_EMPTY;
    for (uint32_t i = c->base; i < c->in->nargs; i++)
        if (values[c->in->args[i]].type.cls != RIR_PTR)
            given = set_union(t, given, env_get(c->e, c->in->args[i]));
    given = set_anywhere(t, set_demote(t, given, CERT_MAY));
    for (uint32_t r = 0; r < c->nresults; r++)
        if (result_is_pointer(c, r) && values[c->in->result + r].type.cls != RIR_PTR)
            c->results[r] = set_union(t, c->results[r], set_union(t, given, read_back(c, f, r)));
}

static void call_described(struct call *c, const struct rir_func *f)
{
    if (takes_channel(c->e->b->s, f))
        memory_yield(c->e);
    if (c->e->recording && c->e->b->s->writes_given[f - c->e->b->s->m->funcs.data])
        record_event(c->e, c->insn, RIR_NONE, false,
                     reason(c->e->b->s, f, "may write a buffer that was given before"));
    choose_outcome(c, f);
    for (uint32_t i = 0; i < f->nanns; i++)
        if (happens(c, &f->anns[i]))
            effect(c, f, &f->anns[i]);
    numbers_in_results(c, f);
    bool pointer = c->nresults > 0 && result_is_pointer(c, 0) &&
                   c->e->b->f->values[c->in->result].type.cls == RIR_PTR;
    if (!pointer || c->results[0] != SET_EMPTY)
        return;
    if (returns_channel(c->e->b->s, f))
        add_result(c, fresh(c, 0));
    else
        unknown_results(c, reason(c->e->b->s, f, "does not say what its result points to"));
}

/* ---- unknown callees ---- */

static bool refined(const struct rir_func *f, enum rir_ann_kind kind, uint32_t n)
{
    for (uint32_t i = 0; i < f->nanns; i++)
        if (f->anns[i].kind == kind && (n == 0 || f->anns[i].a == (int)n))
            return true;
    return false;
}

static void call_unknown(struct call *c, uint32_t callee)
{
    struct env *e = c->e;
    const struct rir_func *f = &e->b->s->m->funcs.data[callee];
    const char *why = reason_unknown(e->b->s, f);
    bool pure = refined(f, RIR_ANN_STD_PURE, 0) || refined(f, RIR_ANN_STD_CONST, 0);
    if (!pure && !MUTANT(e->b->s, 7)) {
        set_id kept = SET_EMPTY;
        for (uint32_t i = c->base; i < c->in->nargs; i++) {
            uint32_t at = position(c, i);
            if (!refined(f, RIR_ANN_BORROWS, at) && !refined(f, RIR_ANN_NOESCAPE, at))
                kept = set_union(sets_of(e), kept, env_get(e, c->in->args[i]));
        }
        apply_unknown(e, c->insn, kept, why);
        record_event(e, c->insn, callee, false, why);
    }
    if (refined(f, RIR_ANN_MALLOC, 0) && c->nresults > 0) {
        set_id p = fresh(c, 0);
        memory_store(e, set_anywhere(sets_of(e), p),
                     set_one(sets_of(e), node_unknown(e->b, why), 0, 1, CERT_MAY), true);
        add_result(c, p);
    } else {
        unknown_results(c, why);
    }
}

/* ---- dispatch ---- */

static bool call_one(struct call *c, uint32_t callee, enum apply_mode mode)
{
    const struct rir_func *f = &c->e->b->s->m->funcs.data[callee];
    if ((f->flags & RIR_FUNC_VARIADIC) != 0)
        print(c, f);
    if (rir_func_is_described(f)) {
        call_described(c, f);
        return !(f->flags & RIR_FUNC_NORETURN);
    }
    if (f->flags & RIR_FUNC_DEFINED && !(f->flags & RIR_FUNC_IFUNC)) {
        keep_thread_value(c, f);
        return call_body(c, callee, mode);
    }
    call_unknown(c, callee);
    return !(f->flags & RIR_FUNC_NORETURN);
}

static uint32_t targets_of(struct call *c, const uint32_t **to, bool *complete)
{
    struct body *b = c->e->b;
    *complete = true;
    uint32_t n = 0;
    if (c->in->op == RIR_CALL && !(b->s->m->funcs.data[c->in->ref].flags & RIR_FUNC_IFUNC)) {
        *to = &c->in->ref;
        return 1;
    }
    if (c->in->op == RIR_CALLI)
        n = only_functions(c->e, env_get(c->e, c->in->args[0]), to);
    if (n == 0)
        *to = phase_a_callees(b->s->a, b->func, c->insn, &n, complete);
    if (MUTANT(b->s, 8) && n > 1)
        n = 1;
    return n;
}

/* The pointer that is called is this function on some path here. */
static bool is_on_a_path(const struct call *c, uint32_t callee)
{
    const struct body *b = c->e->b;
    uint32_t n = 0;
    const struct target *t =
        c->in->op == RIR_CALLI ? set_get(sets_of(c->e), env_get(c->e, c->in->args[0]), &n) : NULL;
    for (uint32_t i = 0; i < n; i++)
        if (b->nodes.data[t[i].node].kind == N_FUNC && b->nodes.data[t[i].node].ref == callee &&
            t[i].cert >= CERT_PATH)
            return true;
    return false;
}

/* Two of the callee's classes return different results. */
static bool results_differ(const struct body *b)
{
    for (uint32_t i = 1; b != NULL && i < b->nclasses; i++) {
        const struct known *x = facts_find(&b->classes[0].facts, FACT_RESULT);
        const struct known *y = facts_find(&b->classes[i].facts, FACT_RESULT);
        if ((x == NULL) != (y == NULL) || (x != NULL && !known_same(*x, *y)))
            return true;
    }
    return false;
}

bool call_has_choices(const struct env *e, uint32_t insn)
{
    const struct solver *s = e->b->s;
    const struct rir_insn *in = &e->b->f->insns[insn];
    if (in->op != RIR_CALL || in->result == RIR_NONE ||
        !tested_has_facts(s->tested[e->b->func], in->result))
        return false;
    const struct rir_func *f = &s->m->funcs.data[in->ref];
    if (rir_func_is_described(f))
        return condition_of(f) != NULL;
    return results_differ(s->bodies[0][in->ref]) || results_differ(s->bodies[1][in->ref]);
}

void transfer_call(struct env *e, uint32_t insn)
{
    struct call c = {.e = e, .insn = insn, .in = &e->b->f->insns[insn]};
    c.base = c.in->op == RIR_CALLI ? 1 : 0;
    c.nresults = c.in->result == RIR_NONE ? 0 : c.in->nresults < 4 ? c.in->nresults : 4;
    memory_age(e, insn);
    for (uint32_t i = c.base; c.in->pos != NULL && i < c.in->nargs; i++)
        if (c.in->pos[i - c.base].flags & RIR_ARG_BYVAL) /* copied here */
            record_access(e, insn, ACCESS_READ, i, false, env_get(e, c.in->args[i]));
    const uint32_t *to = NULL;
    bool complete, returns = false;
    uint32_t n = targets_of(&c, &to, &complete);
    for (uint32_t i = 0; i < n; i++)
        returns |= call_one(&c, to[i],
                            n == 1 && complete        ? APPLY_ONE
                            : is_on_a_path(&c, to[i]) ? APPLY_MAYBE
                                                      : APPLY_ONE_OF);
    if (!complete || n == 0) {
        const char *why = "a call through a pointer to functions that are not known";
        if (c.in->op == RIR_CALL)
            why = reason_unknown(e->b->s, &e->b->s->m->funcs.data[c.in->ref]);
        apply_unknown(e, insn, all_arguments(&c), why);
        record_event(e, insn, RIR_NONE, false, why);
        unknown_results(&c, why);
        returns = true;
    }
    for (uint32_t i = 0; c.in->result != RIR_NONE && i < c.in->nresults; i++)
        env_set(e, c.in->result + i, result_is_pointer(&c, i) && i < 4 ? c.results[i] : SET_EMPTY);
    if (!returns || (c.in->flags & RIR_NORETURN))
        e->dead = true;
}

/* What a callee can get at by its arguments, if any of that leads to visible memory. */
static set_id visible_arguments(const struct call *c)
{
    bool any = false;
    for (uint32_t i = c->base; i < c->in->nargs; i++) {
        uint32_t cls = phase_a_class(c->e->b->s->a, c->e->b->func, c->in->args[i]);
        any |= cls != RIR_NONE ? solver_leads_to_visible(c->e->b->s, cls)
                               : env_get(c->e, c->in->args[i]) != SET_EMPTY;
    }
    return any ? all_arguments(c) : SET_EMPTY;
}

/* The thread-local variables that lead to visible memory: by these it gets at it by name. */
static set_id visible_thread_locals(const struct call *c)
{
    const struct solver *s = c->e->b->s;
    struct set_table *t = sets_of(c->e);
    set_id all = SET_EMPTY;
    for (uint32_t g = 0; g < s->m->globals.len; g++)
        if ((s->m->globals.data[g].flags & RIR_GLOBAL_TLS) != 0 &&
            solver_leads_to_visible(s, phase_a_class_of_global(s->a, g)))
            all = set_union(t, all, set_one(t, node_get(c->e->b, N_GLOBAL, g), 0, 1, CERT_MAY));
    return all;
}

/* Where no object that the callee can get at is global in the whole program it does not matter what
 * it stored: whatever is found there is not global either. */
void transfer_cut_short(struct env *e, uint32_t insn)
{
    struct call c = {.e = e, .insn = insn, .in = &e->b->f->insns[insn]};
    c.base = c.in->op == RIR_CALLI ? 1 : 0;
    const struct rir_func *f = c.in->op == RIR_CALL ? &e->b->s->m->funcs.data[c.in->ref] : NULL;
    if (f != NULL && rir_func_is_described(f) && rir_func_ann(f, RIR_ANN_CALLS) == NULL)
        return;
    const char *why = "what a function did before a longjmp out of it";
    set_id locals = visible_thread_locals(&c), visible = visible_arguments(&c);
    if (locals != SET_EMPTY || visible != SET_EMPTY) {
        apply_anything(e, set_union(sets_of(e), visible, memory_load(e, locals)), why);
        memory_store(e, locals, set_one(sets_of(e), node_unknown(e->b, why), 0, 1, CERT_MAY), true);
        return;
    }
    for (uint32_t r = 0; r < e->b->s->starts.len; r++)
        if (e->b->s->starts.data[r].func != e->b->func)
            ids_add(&e->st.running, r);
}
