/* fbp-check: from source files to a report.
 *
 *   options -> units -> (clang with the plugin) -> RIR -> linked -> models applied -> solved ->
 * written
 *
 * Every stage says what it could not do and goes on with the rest; `incomplete` remembers it for
 * the exit status. Usage mistakes are found before anything is analysed, where they can be. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "check/compile.h"
#include "check/mistakes.h"
#include "check/models.h"
#include "check/output.h"
#include "check/paths.h"
#include "check/say.h"
#include "check/tempdir.h"
#include "rir/link.h"
#include "rir/text.h"
#include "solve/solve.h"

struct run {
    struct options o;
    struct outputs out;
    struct units units;
    struct resources resources;
    struct models_used used;
    struct arena arena;
    const char *command_line;
    bool incomplete, misused; /* a mistake in the command line that only the program shows */
    double seconds_compile, seconds_link;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static const char *join(struct arena *a, int argc, char **argv)
{
    size_t size = 1;
    for (int i = 0; i < argc; i++)
        size += strlen(argv[i]) + 1;
    char *text = arena_alloc(a, size), *at = text;
    for (int i = 0; i < argc; i++) {
        at = stpcpy(at, argv[i]);
        *at++ = i + 1 < argc ? ' ' : '\0';
    }
    return text;
}

/* ---- the program ---- */

enum { SHOWN_WARNINGS = 5 };

/* A database of several programs, or of a library that is built twice, defines everything twice. */
static void warn_link(void *ctx, const char *message)
{
    uint32_t *count = ctx;
    if ((*count)++ < SHOWN_WARNINGS)
        say("warning: %s", message);
}

static bool defines_main(const struct rir_module *m)
{
    uint32_t f = rir_find_func(m, "main");
    return f != RIR_NONE && (m->funcs.data[f].flags & RIR_FUNC_DEFINED) != 0;
}

static void warn_programs(const struct units *u)
{
    const struct unit *first = NULL;
    for (uint32_t i = 0; i < u->v.len; i++) {
        const struct unit *unit = &u->v.data[i];
        if (unit->module == NULL || !defines_main(unit->module))
            continue;
        if (first != NULL) {
            say("warning: %s and %s both define main: these are several programs; name the files "
                "of one",
                first->shown, unit->shown);
            return;
        }
        first = unit;
    }
}

/* The linked program; NULL if no unit could be read. */
static struct rir_module *link_units(struct units *u)
{
    VEC(struct rir_module *) modules = {0};
    const char *name = NULL;
    for (uint32_t i = 0; i < u->v.len; i++) {
        if (u->v.data[i].module == NULL)
            continue;
        if (name == NULL || defines_main(u->v.data[i].module))
            name = u->v.data[i].shown;
        vec_push(&modules, u->v.data[i].module);
    }
    warn_programs(u);
    uint32_t warnings = 0;
    struct rir_module *program =
        modules.len == 0 ? NULL : rir_link(name, modules.data, modules.len, warn_link, &warnings);
    if (warnings > SHOWN_WARNINGS)
        say("warning: %u more of this kind; name the files of one program",
            warnings - SHOWN_WARNINGS);
    vec_free(&modules);
    return program;
}

static const char *source_name(const struct rir_func *f)
{
    return f->source != NULL ? f->source : f->name;
}

/* --task names that the program does not have. */
static void check_tasks(struct run *run, const struct rir_module *program)
{
    VEC(const char *) names = {0};
    for (uint32_t i = 0; i < program->funcs.len; i++) {
        if ((program->funcs.data[i].flags & RIR_FUNC_DEFINED) != 0)
            vec_push(&names, source_name(&program->funcs.data[i]));
    }
    for (uint32_t i = 0; i < run->o.tasks.len; i++) {
        const char *task = run->o.tasks.data[i];
        bool found = false;
        for (uint32_t k = 0; k < names.len && !found; k++)
            found = strcmp(names.data[k], task) == 0;
        if (found)
            continue;
        const char *near = near_match(task, names.data, names.len);
        if (near != NULL)
            say("--task %s: no such function with a body; did you mean '%s'?", task, near);
        else
            say("--task %s: no such function with a body in what was given", task);
        run->misused = true;
    }
    vec_free(&names);
}

/* ---- results ---- */

static bool fails(const struct options *o, const struct result *r)
{
    return r->violations > 0 || (o->unproven == UNPROVEN_ERROR && r->unproven > 0);
}

static int report(struct run *run, const struct result *r)
{
    struct report_options ro = {.unproven = run->o.unproven,
                                .quiet = run->o.quiet,
                                .color = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL,
                                .incomplete = run->incomplete,
                                .command_line = run->command_line,
                                .base_dir = path_cwd(),
                                .version = FBP_VERSION};
    if (!outputs_write(&run->out, &run->o, &ro, r))
        return STATUS_USAGE;
    if (run->incomplete)
        return STATUS_INCOMPLETE;
    if (run->misused)
        return STATUS_USAGE;
    return fails(&run->o, r) ? STATUS_FINDINGS : STATUS_CLEAN;
}

static void print_stats(const struct run *run, const struct rir_module *program,
                        const struct solve_result *s)
{
    struct rusage usage;
    const struct solve_stats *t = &s->stats;
    getrusage(RUSAGE_SELF, &usage);
    fprintf(stderr, "units %u, functions %u, globals %u, types %u\n", run->units.v.len,
            program->funcs.len, program->globals.len, program->types.len);
    fprintf(stderr,
            "solved functions %llu, instructions %llu, exits %llu, rounds %llu, nodes %llu, edges "
            "%llu\n",
            (unsigned long long)t->functions, (unsigned long long)t->insns,
            (unsigned long long)t->exits, (unsigned long long)t->rounds,
            (unsigned long long)t->nodes, (unsigned long long)t->edges);
    fprintf(stderr, "limits hit: nodes %u, edges %u, rounds %u, cycle %u\n", t->cap_nodes,
            t->cap_edges, t->cap_rounds, t->cap_scc);
    fprintf(
        stderr,
        "seconds: compile %.2f, link and models %.2f, phase A %.2f, phase B %.2f; memory %ld MiB\n",
        run->seconds_compile, run->seconds_link, t->seconds_a, t->seconds_b,
        usage.ru_maxrss / 1024);
}

static int solve(struct run *run, const struct rir_module *program)
{
    struct solve_options so;
    solve_options_default(&so);
    so.task_names = run->o.tasks.data;
    so.ntask_names = run->o.tasks.len;
    memcpy(so.enabled, run->o.enabled, sizeof so.enabled);
    so.dump_exits = run->o.dump == DUMP_EXITS ? stdout : NULL;
    so.dump_states = run->o.dump == DUMP_STATES ? stdout : NULL;
    so.dump_verdicts = run->o.dump == DUMP_VERDICTS ? stdout : NULL;
    struct solve_result *s = solve_run(program, &so);
    models_list(&run->used, &s->result);
    if (s->result.tasks.len == 0)
        say("no tasks found: name a task function with --task NAME, mark it FBP_TASK, or give a "
            "model of the function that starts it (--model FILE)");
    if (run->o.stats)
        print_stats(run, program, s);
    int status = report(run, &s->result);
    solve_free(s);
    return status;
}

static int report_nothing(struct run *run)
{
    struct result nothing = {.program = "nothing"};
    return report(run, &nothing);
}

static int analyse(struct run *run)
{
    double start = now();
    run->incomplete |= !mistakes_find(&run->units);
    struct rir_module *program = link_units(&run->units);
    if (program == NULL) {
        say("nothing could be analysed");
        return report_nothing(run);
    }
    run->incomplete |= !models_apply(program, &run->o, &run->resources, &run->used);
    run->seconds_link = now() - start;
    check_tasks(run, program);
    int status = STATUS_CLEAN;
    if (run->o.dump == DUMP_RIR) {
        rir_text_print(stdout, program);
        status = run->incomplete ? STATUS_INCOMPLETE : STATUS_CLEAN;
    } else {
        status = solve(run, program);
    }
    rir_module_free(program);
    return status;
}

static int run_all(struct run *run)
{
    int status = STATUS_CLEAN, number = 0;
    if (!outputs_open(&run->out, &run->o))
        return STATUS_USAGE;
    run->incomplete = !units_find(&run->units, &run->o, &status);
    if (status != STATUS_CLEAN)
        return status;
    resources_find(&run->resources, &run->arena);
    double start = now();
    run->incomplete |= !compile_units(&run->units, &run->resources, run->o.jobs, &number);
    run->seconds_compile = now() - start;
    if (number != 0) {
        tempdir_remove();
        signal(number, SIG_DFL);
        raise(number);
    }
    return analyse(run);
}

int main(int argc, char **argv)
{
    struct run run = {0};
    int status = STATUS_CLEAN;
    run.command_line = join(&run.arena, argc, argv);
    if (options_parse(&run.o, argc, argv, &status))
        status = run_all(&run);
    options_free(&run.o);
    units_free(&run.units);
    models_used_free(&run.used);
    arena_free(&run.arena);
    return status;
}
