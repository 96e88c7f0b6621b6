/* The driver: copies of what starts tasks, phase A, then the functions from callees to callers,
 * then statuses from the roots downwards, then verdicts.
 *
 * B-O1. A cycle of calls is repeated until no exit changes. A function whose exit changed
 * MAX_CHANGES times becomes coarse, and so does each of a cycle of more than MAX_CYCLE: calls to it
 * assume anything (apply.c), and its callers see it as changed once more. So it ends. B-O4. The
 * entry "arguments are disjoint" of a function, with that of all in its cycle, is analysed when the
 * first call that can use it is executed: what it calls is settled by then. Few are ever wanted. Up
 * to MAX_NESTED are analysed one inside the other; then the entry "may overlap", which covers it,
 * serves. */
#include "solve/solve.h"
#include "solve/behind.h"
#include "solve/ends.h"
#include "solve/join_across.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "solve/body.h"
#include "solve/dump.h"
#include "solve/memory_apart.h"
#include "solve/verdict.h"

enum { MAX_CHANGES = 16, MAX_CYCLE = 24, MAX_NESTED = 32, LARGE_PROGRAM = 5000 };

void solve_options_default(struct solve_options *o)
{
    static const bool on[] = {
#define KIND(ID, string, enabled, judged, title) enabled &&judged,
#include "report/kinds.def"
#undef KIND
    };
    memset(o, 0, sizeof *o);
    memcpy(o->enabled, on, sizeof o->enabled);
}

static const char *const mutants[] = {
#define MUTANT_DEF(number, what) [number] = what,
#define MUTANT_RARE MUTANT_DEF
#include "solve/mutants.def"
#undef MUTANT_DEF
#undef MUTANT_RARE
};

unsigned solve_mutants(void)
{
    return sizeof mutants / sizeof *mutants - 1;
}

const char *solve_mutant_name(unsigned mutant)
{
    return mutant <= solve_mutants() ? mutants[mutant] : NULL;
}

bool solve_mutant_is_rare(unsigned mutant)
{
    switch (mutant) {
#define MUTANT_DEF(number, what)
#define MUTANT_RARE(number, what) case number:
#include "solve/mutants.def"
#undef MUTANT_DEF
#undef MUTANT_RARE
        return true;
    }
    return false;
}

/* ---- starts ---- */

/* Runs once in the whole program: in main itself, outside every loop, and main is not called. */
bool solver_runs_once(const struct solver *s, uint32_t func, uint32_t insn)
{
    uint32_t n;
    const uint32_t *roots = phase_a_main_roots(s->a, &n);
    bool root = false;
    for (uint32_t i = 0; i < n; i++)
        root |= roots[i] == func;
    if (!root || s->flows[func] == NULL ||
        (s->m->funcs.data[func].flags & RIR_FUNC_ADDRESS_TAKEN) || phase_a_in_task(s->a, func))
        return false;
    for (uint32_t f = 0; f < s->m->funcs.len; f++) {
        const struct rir_func *caller = &s->m->funcs.data[f];
        for (uint32_t i = 0; i < caller->ninsns; i++)
            if (caller->insns[i].op == RIR_CALL && caller->insns[i].ref == func)
                return false;
    }
    return !s->flows[func]->in_cycle[s->m->funcs.data[func].insns[insn].block];
}

bool solver_is_root(const struct solver *s, uint32_t func)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (t[i].func == func && t[i].start_func == RIR_NONE)
            return true;
    const uint32_t *roots = phase_a_main_roots(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (roots[i] == func)
            return true;
    return false;
}

/* Some object in it is a static one, constants included. */
static bool holds_static(const struct solver *s, uint32_t cls)
{
    uint32_t n;
    const uint32_t *list = phase_a_class_globals(s->a, cls, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!(s->m->globals.data[list[i]].flags & RIR_GLOBAL_TLS))
            return true;
    return false;
}

bool solver_leads_to_visible(const struct solver *s, uint32_t cls)
{
    uint32_t n = phase_a_stats(s->a).classes;
    bool *marks = calloc(n + 1, sizeof *marks), any = false;
    if (marks == NULL)
        abort();
    phase_a_mark_reachable(s->a, cls, marks);
    for (uint32_t k = 0; k < n; k++)
        any |= marks[k] && (phase_a_class_global(s->a, k) || phase_a_class_unknown(s->a, k) ||
                            holds_static(s, k));
    free(marks);
    return any;
}

static bool is_given_away(const struct phase_a *a, uint32_t func)
{
    uint32_t n;
    const uint32_t *list = phase_a_given_away(a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (list[i] == func)
            return true;
    return false;
}

/* B-J16. A task that is declared (FBP_TASK, --task), and that nobody is seen to start, may run at
 * any time; so may one that unknown code was given. */
static bool is_unseen(const struct phase_a *a, const struct pa_task *t, uint32_t n, uint32_t task)
{
    bool started = false;
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].func != t[task].func)
            continue;
        if (i < task)
            return false; /* said already */
        started |= t[i].start_func != RIR_NONE;
    }
    return !started || is_given_away(a, t[task].func);
}

static void collect_starts(struct solver *s)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (is_unseen(s->a, t, n, i))
            vec_push(&s->unseen, i);
        if (t[i].start_func == RIR_NONE)
            continue;
        uint64_t key = (uint64_t)t[i].start_func << 32 | t[i].start_insn;
        uint32_t rec;
        if (!map_get(&s->start_index, key, &rec)) {
            rec = s->starts.len;
            struct start_rec r = {.func = t[i].start_func, .insn = t[i].start_insn};
            r.many = !solver_runs_once(s, r.func, r.insn);
            vec_push(&s->starts, r);
            map_put(&s->start_index, key, rec);
        }
        struct start_rec *r = &s->starts.data[rec];
        uint32_t *tasks = ARENA_ARRAY(&s->arena, uint32_t, r->ntasks + 1);
        if (r->ntasks != 0)
            memcpy(tasks, r->tasks, r->ntasks * sizeof *tasks);
        tasks[r->ntasks++] = i;
        r->inside |= t[i].arg == 0;
        r->tasks = tasks;
    }
}

/* ---- bodies ---- */

static bool analysed(const struct solver *s, uint32_t func)
{
    const struct rir_func *f = &s->m->funcs.data[func];
    return (f->flags & RIR_FUNC_DEFINED) && !rir_func_is_described(f) && f->nblocks != 0 &&
           (phase_a_in_task(s->a, func) || phase_a_in_main(s->a, func));
}

static void make_coarse(struct solver *s, const uint32_t *list, uint32_t n, int key)
{
    s->stats->cap_scc++;
    for (uint32_t i = 0; i < n; i++)
        if (s->bodies[key][list[i]] != NULL)
            body_make_coarse(s->bodies[key][list[i]]);
}

/* B-O1. What has settled costs nothing to look at again. */
static bool solve_cycle(struct solver *s, const uint32_t *list, uint32_t n, int key)
{
    bool any = false;
    if (n > MAX_CYCLE)
        make_coarse(s, list, n, key);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < n; i++) {
            struct body *b = s->bodies[key][list[i]];
            if (b == NULL || !body_solve(b))
                continue;
            changed = true;
            if (b->changes == MAX_CHANGES) {
                s->stats->cap_rounds++;
                body_make_coarse(b);
            }
        }
        any |= changed;
    }
    return any;
}

/* The second entry is worth its time only where overlap made a difference. */
static bool overlap_matters(const struct solver *s, const uint32_t *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct body *b = s->bodies[1][list[i]];
        if (b != NULL && b->used_pot && !b->coarse && b->f->nparams > 1)
            return true;
    }
    return false;
}

bool solver_may_be_apart(const struct solver *s, uint32_t func)
{
    return s->bodies[0][func] != NULL || s->overlap_matters[phase_a_scc_of(s->a, func)];
}

struct body *solver_apart(struct solver *s, uint32_t func)
{
    uint32_t n;
    const uint32_t *list = phase_a_scc(s->a, phase_a_scc_of(s->a, func), &n);
    if (s->bodies[0][func] != NULL || s->nested == MAX_NESTED)
        return s->bodies[0][func];
    for (uint32_t i = 0; i < n; i++)
        if (s->bodies[1][list[i]] != NULL && s->bodies[0][list[i]] == NULL)
            s->bodies[0][list[i]] = body_new(s, list[i], false);
    s->nested++;
    solve_cycle(s, list, n, 0);
    s->nested--;
    return s->bodies[0][func];
}

/* One pass over the components, callees first; tasks: only what tasks run, else only the rest. */
static bool solve_pass(struct solver *s, bool tasks)
{
    uint32_t nsccs = phase_a_nsccs(s->a);
    bool changed = false;
    for (uint32_t i = 0; i < nsccs; i++) {
        uint32_t n;
        const uint32_t *list = phase_a_scc(s->a, i, &n);
        if (phase_a_in_task(s->a, list[0]) != tasks)
            continue;
        changed |= solve_cycle(s, list, n, 1);
        s->overlap_matters[i] = overlap_matters(s, list, n);
        changed |= solve_cycle(s, list, n, 0); /* those that exist */
    }
    return changed;
}

/* A start needs the exit of what it starts: tasks come before main, and passes over what tasks run
 * are repeated until nothing changes (no version does: bodies that change too often are coarse). */
static void solve_bodies(struct solver *s)
{
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        if (analysed(s, i))
            s->bodies[1][i] = body_new(s, i, true);
    while (solve_pass(s, true))
        ;
    solve_pass(s, false);
}

static void prepare(struct solver *s)
{
    uint32_t n = s->m->funcs.len;
    s->flows = ARENA_ARRAY(&s->arena, struct flow *, n + 1);
    s->tested = ARENA_ARRAY(&s->arena, struct tested *, n + 1);
    s->shown_as = ARENA_ARRAY(&s->arena, uint32_t, n + 1);
    s->edge_joins = ARENA_ARRAY(&s->arena, struct edge_joins, n + 1);
    s->call_joins = ARENA_ARRAY(&s->arena, struct call_joins, n + 1);
    s->loop_ends = ARENA_ARRAY(&s->arena, struct loop_ends, n + 1);
    s->may_join = ARENA_ARRAY(&s->arena, bool, n + 1);
    s->bodies[0] = ARENA_ARRAY(&s->arena, struct body *, n + 1);
    s->bodies[1] = ARENA_ARRAY(&s->arena, struct body *, n + 1);
    s->overlap_matters = ARENA_ARRAY(&s->arena, bool, phase_a_nsccs(s->a) + 1);
    for (uint32_t i = 0; i < n; i++)
        if (analysed(s, i))
            s->flows[i] = flow_new(s->a, s->m, i);
    uint64_t *params = tested_parameters(s->m, s->flows, &s->arena);
    for (uint32_t i = 0; i < n; i++)
        if (s->flows[i] != NULL)
            s->tested[i] = tested_new(s->m, s->flows[i], params);
    collect_starts(s);
    start_given_prepare(s);
    join_doubt_prepare(s);
    for (uint32_t i = 0; i < n; i++)
        if (s->flows[i] != NULL)
            joins_prepare(s, i);
    join_across_prepare(s);
    called_back_prepare(s);
    marks_find(s);
    behind_prepare(s);
    ends_prepare(s);
}

static void release(struct solver *s)
{
    for (uint32_t i = 0; i < s->m->funcs.len; i++) {
        body_free(s->bodies[0][i]);
        body_free(s->bodies[1][i]);
        flow_free(s->flows[i]);
        tested_free(s->tested[i]);
        vec_free(&s->edge_joins[i]);
        vec_free(&s->call_joins[i]);
        vec_free(&s->loop_ends[i]);
    }
    vec_free(&s->starts);
    vec_free(&s->hosts);
    map_free(&s->host_index);
    map_free(&s->host_of);
    vec_free(&s->unseen);
    vec_free(&s->joins);
    vec_free(&s->joined_by_tasks);
    called_back_free(s);
    marks_free(s);
    behind_free(s);
    map_free(&s->start_index);
    images_free(&s->images);
    for (uint32_t i = 0; i < SEEN_MEMORIES; i++) {
        vec_free(&s->found->reachable[i].nodes);
        vec_free(&s->found->reachable[i].links);
    }
    free(s->found);
    set_table_free(&s->sets);
    intern_free(&s->names);
    phase_a_free(s->a);
    arena_free(&s->arena);
}

static void each_body(struct solver *s, FILE *out, void (*what)(FILE *, const struct body *))
{
    for (uint32_t i = 0; out != NULL && i < s->m->funcs.len; i++)
        for (int key = 1; key >= 0; key--)
            if (s->bodies[key][i] != NULL)
                what(out, s->bodies[key][i]);
}

/* Verdicts ask records alone, and joins.c what runs in front of loops that start tasks. */
static void forget_states(struct solver *s)
{
    bool *asked = ARENA_ARRAY(&s->arena, bool, s->m->funcs.len + 1);
    for (uint32_t i = 0; i < s->starts.len; i++)
        asked[s->starts.data[i].func] = true;
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        for (int key = 0; key < 2; key++)
            if (s->bodies[key][i] != NULL && !asked[i])
                body_forget_states(s->bodies[key][i]);
    set_table_settle(&s->sets);
}

/* Bodies that have to be recorded, by function and entry. */
struct wanted {
    bool *body[2];
    VEC(const struct body *) todo;
};

static void want(struct wanted *w, const struct body *b)
{
    if (b == NULL || w->body[b->aliased][b->func])
        return;
    w->body[b->aliased][b->func] = true;
    vec_push(&w->todo, b);
}

/* What a record will name has been used by the body before, since records are made of the same
 * states. */
static void want_uses(struct wanted *w)
{
    while (w->todo.len > 0) {
        const struct body *b = w->todo.data[--w->todo.len];
        for (uint32_t i = 0; i < b->uses.len; i++)
            want(w, b->uses.data[i].callee);
    }
}

/* Contexts begin at the roots. */
static void want_roots(struct solver *s, struct wanted *w)
{
    uint32_t n;
    const uint32_t *roots = phase_a_main_roots(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        want(w, s->bodies[1][roots[i]]);
    const struct pa_task *tasks = phase_a_tasks(s->a, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!phase_a_is_unknown(s->a, tasks[i].func))
            want(w, s->bodies[1][tasks[i].func]);
}

static void record_component(struct solver *s, struct wanted *w, uint32_t component, bool *any)
{
    uint32_t n;
    const uint32_t *list = phase_a_scc(s->a, component, &n);
    for (uint32_t i = 0; i < n; i++)
        for (int key = 0; key < 2; key++) {
            struct body *b = s->bodies[key][list[i]];
            if (b == NULL || !w->body[key][list[i]] || (b->recorded && !body_record_is_stale(b)))
                continue;
            body_record(b);
            for (uint32_t c = 0; c < b->calls.len; c++)
                want(w, s->bodies[b->calls.data[c].aliased][b->calls.data[c].callee]);
            *any = true;
        }
}

/* B-O2. Recording binds all entry nodes of the callees, which may make entry nodes of the caller.
 * So callees come first; in cycles, and where tasks are started, bodies are recorded again until
 * every record binds all nodes that its callee has. B-O3. Recorded is what contexts can get to: the
 * roots, and what a record of a call names. */
static void record_all(struct solver *s)
{
    struct wanted w = {0};
    for (int key = 0; key < 2; key++)
        w.body[key] = ARENA_ARRAY(&s->arena, bool, s->m->funcs.len + 1);
    want_roots(s, &w);
    for (bool any = true; any || w.todo.len > 0;) {
        any = false;
        want_uses(&w);
        for (uint32_t i = 0; i < phase_a_nsccs(s->a); i++)
            record_component(s, &w, i, &any);
    }
    vec_free(&w.todo);
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        for (int key = 0; key < 2; key++)
            if (s->bodies[key][i] != NULL) {
                s->stats->exits++;
                s->stats->edges += image_len(s->bodies[key][i]->exit.mem);
                s->stats->classes += s->bodies[key][i]->nclasses;
            }
}

static bool runs_inside(const struct solver *s, uint32_t func)
{
    for (uint32_t r = 0; r < s->starts.len; r++)
        for (uint32_t k = 0; s->starts.data[r].inside && k < s->starts.data[r].ntasks; k++)
            if (phase_a_task_reaches(s->a, s->starts.data[r].tasks[k], func))
                return true;
    return false;
}

static void put_into(const struct solver *s, uint32_t func, uint32_t value, bool *marks)
{
    uint32_t cls = phase_a_class(s->a, func, value);
    if (cls != RIR_NONE)
        marks[cls] = true;
}

/* The classes into which an instruction may put a pointer; false: into any. */
static bool mark_put(const struct solver *s, uint32_t func, uint32_t insn, bool *marks)
{
    const struct rir_insn *in = &s->m->funcs.data[func].insns[insn];
    uint32_t n;
    bool complete = true;
    switch ((enum rir_op)in->op) {
    case RIR_WRITE:
    case RIR_FILL:
        if (!phase_a_refers(s->a, func, in->args[1]))
            return true;
        put_into(s, func, in->args[0], marks);
        return phase_a_class(s->a, func, in->args[0]) != RIR_NONE;
    case RIR_STORE:
    case RIR_RMW:
    case RIR_CAS:
    case RIR_COPY:
    case RIR_VALIST:
        put_into(s, func, in->args[0], marks);
        return phase_a_class(s->a, func, in->args[0]) != RIR_NONE;
    case RIR_OPAQUE:
        return false;
    case RIR_CALLI:
        phase_a_callees(s->a, func, insn, &n, &complete);
        return complete;
    case RIR_CALL:
        if (!rir_func_is_described(&s->m->funcs.data[in->ref]))
            return (s->m->funcs.data[in->ref].flags & RIR_FUNC_DEFINED) != 0;
        for (uint32_t i = 0; i < in->nargs; i++)
            put_into(s, func, in->args[i], marks);
        return true;
    default:
        return true;
    }
}

/* Memory that thread-local variables lead to is also that of the handlers that run inside the task:
 * what they may put there, of what leads to visible memory, may be found by every load. */
static void find_interrupted(struct solver *s)
{
    uint32_t n = phase_a_stats(s->a).classes;
    bool *local = ARENA_ARRAY(&s->arena, bool, n + 1), *put = ARENA_ARRAY(&s->arena, bool, n + 1);
    bool any = false, all = false;
    for (uint32_t f = 0; f < s->m->funcs.len; f++)
        for (uint32_t i = 0;
             s->flows[f] != NULL && runs_inside(s, f) && i < s->m->funcs.data[f].ninsns; i++)
            all |= !mark_put(s, f, i, put);
    for (uint32_t g = 0; g < s->m->globals.len; g++)
        if (s->m->globals.data[g].flags & RIR_GLOBAL_TLS)
            phase_a_mark_reachable(s->a, phase_a_class_of_global(s->a, g), local);
    for (uint32_t c = 0; c < n; c++) {
        local[c] = local[c] && (all || put[c]) && solver_leads_to_visible(s, c);
        any |= local[c];
    }
    s->interrupted = any ? local : NULL;
}

struct solve_result *solve_run(const struct rir_module *m, const struct solve_options *o)
{
    struct solve_result *r = calloc(1, sizeof *r);
    if (r == NULL)
        abort();
    r->result.program = arena_strdup(&r->result.arena, m->name == NULL ? "program" : m->name);
    uint64_t ninsns = 0;
    for (uint32_t i = 0; i < m->funcs.len; i++)
        ninsns += m->funcs.data[i].ninsns;
    struct specialised spec;
    double t0 = clock_thread();
    specialise(&spec, m, o);
    struct solver s = {
        .m = &spec.view, .spec = &spec, .o = o, .stats = &r->stats, .word = m->ptr_bits / 8};
    s.found = calloc(1, sizeof *s.found);
    if (s.found == NULL)
        abort();
    set_table_init(&s.sets, ninsns > LARGE_PROGRAM);
    struct phase_a_options pa = {o->task_names, o->ntask_names, o->library, o->mutant};
    s.a = phase_a_run(s.m, &pa);
    r->stats.seconds_a = clock_thread() - t0;
    prepare(&s);
    find_interrupted(&s);
    buffers_find(&s);
    solve_bodies(&s);
    record_all(&s);
    each_body(&s, o->dump_exits, dump_exit);
    each_body(&s, o->dump_states, dump_states);
    forget_states(&s);
    struct contexts x;
    contexts_build(&x, &s);
    verdicts_collect(r, &x);
    if (o->parts)
        memory_apart(r, &s);
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        r->stats.insns += m->funcs.data[i].ninsns;
        r->stats.functions += s.flows[i] != NULL;
    }
    if (o->dump_verdicts != NULL)
        dump_verdicts(o->dump_verdicts, m, r);
    contexts_free(&x);
    release(&s);
    r->stats.copied = spec.copied;
    r->stats.copied_insns = spec.insns;
    r->stats.shared = spec.shared;
    specialise_free(&spec);
    r->stats.seconds_b = clock_thread() - t0 - r->stats.seconds_a;
    return r;
}

void solve_free(struct solve_result *r)
{
    if (r == NULL)
        return;
    vec_free(&r->result.findings);
    vec_free(&r->result.tasks);
    vec_free(&r->result.unknown);
    vec_free(&r->result.trusted);
    vec_free(&r->verdicts);
    vec_free(&r->parts);
    arena_free(&r->result.arena);
    free(r);
}
