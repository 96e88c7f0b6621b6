/* Of each program the units are linked, models are applied, and it is solved; the units were
 * compiled once, whatever the number of programs.
 *
 * Programs are independent, so threads take them, the next one each time. Only solving is done at
 * the same time: a program is linked under the lock under which it was taken, and results are put
 * together in the order of programs, so messages and reports do not depend on who was faster.
 * Results refer to strings of the linked program, so these are kept until everything was written.
 */
#include "check/analyse.h"
#include "check/agree.h"
#include "check/asked.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "check/mistakes.h"
#include "check/models.h"
#include "check/programs.h"
#include "check/say.h"
#include "check/suppress.h"
#include "check/switch.h"
#include "report/accept.h"
#include "report/merge.h"
#include "rir/link.h"
#include "rir/text.h"
#include "solve/solve.h"

enum { SHOWN_WARNINGS = 5 };

struct solved {
    struct rir_module *program;
    struct solve_result *result;
    double seconds_link;
    long mebibytes; /* of the process so far */
};

struct checking {
    struct analysis *a;
    struct programs programs;
    struct model_set *models;
    struct models_used used;
    struct suppressions suppressions;
    struct result result;
    struct solved *solved;  /* per program */
    pthread_mutex_t taking; /* guards what follows, and what linking uses */
    uint32_t next, finished;
    struct switches switches;  /* what is known of places, for --switch-checks */
    struct map contradictions; /* of annotations and bodies, that were said (agree.h) */
};

/* ---- linking ---- */

/* Libraries that are built twice define everything twice. */
static void warn_link(void *ctx, const char *message)
{
    uint32_t *count = ctx;
    if ((*count)++ < SHOWN_WARNINGS)
        say("warning: %s", message);
}

struct part { /* a unit of a program */
    const struct unit *unit;
    uint32_t rank; /* the order in which definitions count */
};

static int by_file(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    int c = strcmp(x->unit->file, y->unit->file);
    return c != 0 ? c : x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* Which of several ways to a place is shown depends on how functions are numbered. A database, a
 * linker and a command line have units in different orders; by name they have the same. */
static struct part *sorted_parts(const struct units *u, const struct program *p, struct arena *a)
{
    struct part *parts = ARENA_ARRAY(a, struct part, p->units.len + 1);
    for (uint32_t i = 0; i < p->units.len; i++)
        parts[i] = (struct part){&u->v.data[p->units.data[i]], i};
    qsort(parts, p->units.len, sizeof *parts, by_file);
    return parts;
}

static struct rir_module *link_program(const struct units *u, const struct program *p)
{
    uint32_t warnings = 0;
    struct arena a = {0};
    struct part *parts = sorted_parts(u, p, &a);
    struct rir_module **modules = ARENA_ARRAY(&a, struct rir_module *, p->units.len + 1);
    uint32_t *ranks = ARENA_ARRAY(&a, uint32_t, p->units.len + 1);
    for (uint32_t i = 0; i < p->units.len; i++) {
        modules[i] = parts[i].unit->module;
        ranks[i] = parts[i].rank;
    }
    struct rir_module *program =
        rir_link(p->shown, modules, ranks, p->units.len, warn_link, &warnings);
    if (warnings > SHOWN_WARNINGS)
        say("warning: %u more of this kind; leave units out with --exclude",
            warnings - SHOWN_WARNINGS);
    arena_free(&a);
    return program;
}

/* ---- --task ---- */

static const char *source_name(const struct rir_func *f)
{
    return f->source != NULL ? f->source : f->name;
}

struct names {
    VEC(const char *) v;
};

/* Names of the functions with a body in the programs that are checked. */
static void collect_names(const struct checking *c, struct names *names)
{
    for (uint32_t i = 0; i < c->programs.v.len; i++) {
        const struct program *p = &c->programs.v.data[i];
        for (uint32_t k = 0; k < p->units.len; k++) {
            const struct rir_module *m = c->a->units.v.data[p->units.data[k]].module;
            for (uint32_t f = 0; f < m->funcs.len; f++) {
                if ((m->funcs.data[f].flags & RIR_FUNC_DEFINED) != 0)
                    vec_push(&names->v, source_name(&m->funcs.data[f]));
            }
        }
    }
}

static void check_tasks(struct checking *c)
{
    struct names names = {{0}};
    const struct options *o = &c->a->o;
    if (o->tasks.len > 0)
        collect_names(c, &names);
    for (uint32_t i = 0; i < o->tasks.len; i++) {
        const char *task = o->tasks.data[i];
        bool found = false;
        for (uint32_t k = 0; k < names.v.len && !found; k++)
            found = strcmp(names.v.data[k], task) == 0;
        if (found)
            continue;
        const char *near = near_match(task, names.v.data, names.v.len);
        if (near != NULL)
            say("--task %s: no such function with a body; did you mean '%s'?", task, near);
        else
            say("--task %s: no such function with a body in what was given; check the name, or "
                "give the file that defines it",
                task);
        c->a->misused = true;
    }
    vec_free(&names.v);
}

/* ---- solving ---- */

static bool is_believed(void *with, const struct finding *f, struct trusted_info *info)
{
    struct checking *c = with;
    if (suppressions_have(&c->suppressions, f, info))
        return true;
    pthread_mutex_lock(&c->taking);
    bool accepted = finding_is_accepted(f, c->a->o.accepted, &c->result.arena, info);
    pthread_mutex_unlock(&c->taking);
    return accepted;
}

static bool may_believe(struct checking *c)
{
    bool accepts = false;
    for (int i = 0; i < ORDER_COUNT; i++)
        accepts |= c->a->o.accepted[i];
    return accepts || c->a->o.only_violations != NULL || suppressions_any(&c->suppressions);
}

static struct solve_options options_of(struct checking *c, const struct program *p)
{
    struct solve_options so;
    const struct options *o = &c->a->o;
    solve_options_default(&so);
    so.task_names = o->tasks.data;
    so.ntask_names = o->tasks.len;
    so.library = p->library;
    memcpy(so.enabled, o->enabled, sizeof so.enabled);
    so.believed = may_believe(c) ? is_believed : NULL;
    so.believed_with = c;
    /* What a check may keep quiet about is asked of everything, too. */
    so.believed_by_way =
        suppressions_limited(&c->suppressions) || (o->switch_checks && so.believed != NULL);
    so.parts = o->switch_checks;
    so.dump_exits = o->dump == DUMP_EXITS ? stdout : NULL;
    so.dump_states = o->dump == DUMP_STATES ? stdout : NULL;
    so.dump_verdicts = o->dump == DUMP_VERDICTS ? stdout : NULL;
    return so;
}

/* The next program, linked and modelled; RIR_NONE if there is none. */
static uint32_t take_program(struct checking *c)
{
    uint32_t index = RIR_NONE;
    pthread_mutex_lock(&c->taking);
    if (c->next < c->programs.v.len) {
        index = c->next++;
        double start = clock_thread();
        struct rir_module *program = link_program(&c->a->units, &c->programs.v.data[index]);
        if (c->next == c->programs.v.len) /* nobody needs the units any more */
            units_free_modules(&c->a->units);
        models_apply(c->models, program, &c->used);
        c->a->incomplete |=
            c->a->o.only_violations == NULL && !agree_find(program, &c->contradictions);
        suppressions_note_sources(&c->suppressions, program);
        if (c->a->o.only_violations == NULL)
            suppressions_read_sources(&c->suppressions);
        c->solved[index].program = program;
        c->solved[index].seconds_link = clock_thread() - start;
        say_progress(c->finished, c->programs.v.len, "checking", c->programs.v.data[index].name);
    }
    pthread_mutex_unlock(&c->taking);
    return index;
}

static void print_stats(const struct checking *c, uint32_t index)
{
    const struct program *p = &c->programs.v.data[index];
    const struct solved *solved = &c->solved[index];
    const struct rir_module *program = solved->program;
    const struct solve_stats *t = &solved->result->stats;
    if (c->programs.v.len > 1)
        fprintf(stderr, "program %s\n", p->name);
    fprintf(stderr, "units %u, functions %u, globals %u, types %u\n", p->units.len,
            program->funcs.len, program->globals.len, program->types.len);
    fprintf(stderr,
            "solved functions %llu, instructions %llu, exits %llu, classes %llu, rounds %llu, "
            "nodes %llu, edges "
            "%llu\n",
            (unsigned long long)t->functions, (unsigned long long)t->insns,
            (unsigned long long)t->exits, (unsigned long long)t->classes,
            (unsigned long long)t->rounds, (unsigned long long)t->nodes,
            (unsigned long long)t->edges);
    fprintf(stderr, "calls of unknown functions: %llu of %llu\n",
            (unsigned long long)t->unknown_calls, (unsigned long long)t->calls);
    fprintf(stderr, "copied for one caller each: functions %u, instructions %llu\n", t->copied,
            (unsigned long long)t->copied_insns);
    fprintf(stderr,
            "limits hit: nodes %u, edges %u, rounds %u, cycle %u, partitions %u, copies %u\n",
            t->cap_nodes, t->cap_edges, t->cap_rounds, t->cap_scc, t->cap_parts, t->shared);
    fprintf(stderr,
            "processor seconds: link and models %.2f, phase A %.2f, phase B %.2f; memory %ld MiB\n",
            solved->seconds_link, t->seconds_a, t->seconds_b, solved->mebibytes);
}

static void finish_program(struct checking *c, uint32_t index)
{
    struct solved *solved = &c->solved[index];
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    solved->mebibytes = usage.ru_maxrss / 1024;
    pthread_mutex_lock(&c->taking);
    c->finished++;
    if (c->a->o.stats) {
        say_progress_end();
        print_stats(c, index);
    }
    if (c->a->o.switch_checks)
        switches_learn(&c->switches, solved->program, solved->result);
    pthread_mutex_unlock(&c->taking);
    vec_free(&solved->result->verdicts);
    vec_free(&solved->result->parts);
    rir_module_keep_strings(solved->program);
}

static void *solve_some(void *arg)
{
    struct checking *c = arg;
    for (uint32_t i = take_program(c); i != RIR_NONE; i = take_program(c)) {
        struct solve_options so = options_of(c, &c->programs.v.data[i]);
        c->solved[i].result = solve_run(c->solved[i].program, &so);
        finish_program(c, i);
    }
    return NULL;
}

/* Dumps go to standard output while programs are solved: one after the other then. */
static void solve_all(struct checking *c)
{
    unsigned n = c->a->o.dump == DUMP_NONE ? c->a->o.jobs : 1;
    if (n > c->programs.v.len)
        n = c->programs.v.len;
    pthread_t *threads = calloc(n + 1, sizeof *threads);
    unsigned started = 0;
    if (threads == NULL)
        abort();
    while (started + 1 < n && pthread_create(&threads[started], NULL, solve_some, c) == 0)
        started++;
    solve_some(c);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
    say_progress_end();
}

/* ---- the result ---- */

static void list_left_out(struct checking *c)
{
    const struct units *u = &c->a->units;
    for (uint32_t i = 0; i < u->left_out.len; i++) {
        const struct left_out *out = &u->left_out.data[i];
        struct trusted_info info = {.kind = out->excluded ? TRUST_EXCLUDED : TRUST_UNPARSED,
                                    .name = out->shown,
                                    .why = out->why};
        vec_push(&c->result.trusted, info);
    }
}

static void read_suppressions(struct checking *c)
{
    const struct options *o = &c->a->o;
    for (uint32_t i = 0; i < o->suppressions.len; i++)
        c->a->misused |= !suppressions_read(&c->suppressions, o->suppressions.data[i]);
}

/* What fbp-cc prints after a link is what a compiler prints: nothing of suppressions that suppress
 * nothing. So sources without findings, which most links have alone, are not read. */
static void say_of_suppressions(struct checking *c)
{
    c->a->misused |= c->suppressions.wrong;
    if (c->a->o.only_violations == NULL)
        suppressions_say_unused(&c->suppressions);
}

static void merge_all(struct checking *c)
{
    struct result_merge m;
    result_merge_begin(&m, &c->result, c->programs.v.len);
    for (uint32_t i = 0; i < c->programs.v.len; i++) {
        const struct program *p = &c->programs.v.data[i];
        struct program_info info = {
            .name = p->name, .file = p->shown, .library = p->library, .units = p->units.len};
        result_merge_add(&m, &c->solved[i].result->result, info);
    }
    result_merge_end(&m);
    models_list(&c->used, &c->result);
    list_left_out(c);
}

static void release(struct checking *c)
{
    for (uint32_t i = 0; c->solved != NULL && i < c->programs.v.len; i++) {
        solve_free(c->solved[i].result);
        rir_module_free(c->solved[i].program);
    }
    free(c->solved);
    programs_free(&c->programs);
    model_set_free(c->models);
    models_used_free(&c->used);
    suppressions_free(&c->suppressions);
    switches_free(&c->switches);
    map_free(&c->contradictions);
    vec_free(&c->result.programs);
    vec_free(&c->result.findings);
    vec_free(&c->result.tasks);
    vec_free(&c->result.unknown);
    vec_free(&c->result.trusted);
    arena_free(&c->result.arena);
    pthread_mutex_destroy(&c->taking);
}

static int dump_programs(struct checking *c)
{
    for (uint32_t i = take_program(c); i != RIR_NONE; i = take_program(c)) {
        say_progress_end();
        rir_text_print(stdout, c->solved[i].program);
        rir_module_keep_strings(c->solved[i].program);
    }
    return analysis_status(c->a);
}

static void say_unused(const struct checking *c)
{
    const struct programs *p = &c->programs;
    if (c->a->o.only_violations == NULL && p->unused > 0 && !p->chosen && p->v.len > 0)
        say("%u unit%s in no program and not checked (%s%s); --library checks what %s", p->unused,
            p->unused == 1 ? " is" : "s are", p->first_unused, p->unused > 1 ? " is the first" : "",
            p->unused == 1 ? "it exports" : "they export");
}

static int check_programs(struct checking *c, report_result *report, void *ctx)
{
    bool good = true;
    c->solved = calloc(c->programs.v.len + 1, sizeof *c->solved);
    if (c->solved == NULL)
        abort();
    say_unused(c);
    check_tasks(c);
    c->models = models_read(&c->a->o, &c->a->resources, &good);
    c->a->incomplete |= !good;
    if (c->a->o.dump == DUMP_RIR)
        return dump_programs(c);
    read_suppressions(c);
    solve_all(c);
    merge_all(c);
    say_of_suppressions(c);
    if (c->result.tasks.len == 0 && c->a->o.only_violations == NULL)
        say("no tasks found: name a task function with --task NAME, mark it FBP_TASK, or give a "
            "model of the function that starts it (--model FILE)");
    return report(ctx, &c->result);
}

int analysis_status(const struct analysis *a)
{
    if (a->misused)
        return STATUS_USAGE;
    return a->incomplete ? STATUS_INCOMPLETE : STATUS_CLEAN;
}

static bool any_module(const struct units *u)
{
    bool any = false;
    for (uint32_t i = 0; i < u->v.len; i++)
        any |= u->v.data[i].module != NULL;
    return any;
}

/* --switch-checks: of the one file that is named. */
static int switch_checks(struct checking *c, int status)
{
    const struct options *o = &c->a->o;
    if (!o->switch_checks)
        return status;
    if (o->files.len != 1)
        say("--switch-checks: needs one program; give one FILE that fbp-cc linked");
    else if (switches_apply(&c->switches, o->files.data[0], c->a->incomplete, c->a->units.records,
                            o->stats)) {
        asked_write(&c->result, &c->switches, c->a->incomplete, o->files.data[0]);
        return status;
    }
    c->a->misused = true;
    return STATUS_USAGE;
}

int analyse(struct analysis *a, report_result *report, void *ctx)
{
    struct checking c = {.a = a, .taking = PTHREAD_MUTEX_INITIALIZER};
    suppressions_init(&c.suppressions);
    struct result nothing = {.program = "nothing"};
    int status = STATUS_CLEAN;
    a->incomplete |= !mistakes_find(&a->units);
    if (!any_module(&a->units)) {
        bool expected = a->o.only_violations != NULL && !a->incomplete;
        if (!expected)
            say("nothing could be analysed; see the lines above");
        a->incomplete = !expected;
        return switch_checks(&c, report(ctx, &nothing));
    }
    if (!programs_find(&c.programs, &a->units, &a->o))
        a->misused = a->incomplete = true;
    if (c.programs.v.len == 0 && a->o.library) {
        say("--library: every unit defines main; leave --library out to check programs");
        a->incomplete = true;
    }
    if (a->o.list_programs) {
        programs_list(stdout, &c.programs);
        status = analysis_status(a);
    } else if (c.programs.v.len == 0) {
        status = report(ctx, &nothing);
    } else {
        status = check_programs(&c, report, ctx);
    }
    status = switch_checks(&c, status);
    release(&c);
    return status;
}
