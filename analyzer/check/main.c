/* fbp-check: from source files to a report.
 *
 *   options -> units -> (clang with the plugin) -> RIR -> programs; of each: linked -> models
 *   applied -> solved; together -> written
 *
 * Every stage says what it could not do and goes on with the rest; `incomplete` remembers it for
 * the exit status. Usage mistakes are found before anything is analysed, where they can be. */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "check/analyse.h"
#include "check/compile.h"
#include "check/output.h"
#include "check/paths.h"
#include "check/say.h"
#include "check/tempdir.h"

struct run {
    struct analysis a;
    struct outputs out;
    struct arena arena;
    const char *command_line;
};

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

static bool fails(const struct options *o, const struct result *r)
{
    return r->violations > 0 || (o->unproven == UNPROVEN_ERROR && r->unproven > 0);
}

static int report(void *ctx, const struct result *r)
{
    struct run *run = ctx;
    const struct options *o = &run->a.o;
    struct report_options ro = {.unproven = o->unproven,
                                .quiet = o->quiet,
                                .only_violations = o->only_violations,
                                .color = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL,
                                .incomplete = run->a.incomplete,
                                .command_line = run->command_line,
                                .base_dir = path_cwd(),
                                .version = FBP_VERSION};
    if (!outputs_write(&run->out, o, &ro, r))
        return STATUS_USAGE;
    if (run->a.incomplete)
        return STATUS_INCOMPLETE;
    if (run->a.misused)
        return STATUS_USAGE;
    return fails(o, r) ? STATUS_FINDINGS : STATUS_CLEAN;
}

static int run_all(struct run *run)
{
    int status = STATUS_CLEAN, number = 0;
    if (!outputs_open(&run->out, &run->a.o))
        return STATUS_USAGE;
    run->a.incomplete = !units_find(&run->a.units, &run->a.o, &status);
    if (status != STATUS_CLEAN)
        return status;
    if (run->a.o.record != NULL && run->a.units.v.len != 1) {
        say("--write-record %s: needs one source", run->a.o.record);
        return STATUS_USAGE;
    }
    resources_find(&run->a.resources, &run->arena);
    run->a.incomplete |= !compile_units(&run->a.units, &run->a.resources, &run->a.o, &number);
    if (number != 0) {
        tempdir_remove();
        signal(number, SIG_DFL);
        raise(number);
    }
    if (run->a.o.record != NULL)
        return run->a.incomplete ? STATUS_INCOMPLETE : STATUS_CLEAN;
    return analyse(&run->a, report, run);
}

/* What clang takes is the front end; all the rest is ours. */
static void print_times(void)
{
    fprintf(stderr, "processor seconds in all: clang %.2f, fbp-check itself %.2f\n",
            clock_children(), clock_process());
}

/* What is freed is wanted again soon, and the process is short: memory is asked for in large pieces
 * and not given back in between. Page faults and system calls were a tenth of checking a small
 * program. */
static void keep_memory(void)
{
    mallopt(M_TOP_PAD, 16 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

int main(int argc, char **argv)
{
    struct run run = {0};
    int status = STATUS_CLEAN;
    keep_memory();
    run.command_line = join(&run.arena, argc, argv);
    if (options_parse(&run.a.o, argc, argv, &status))
        status = run_all(&run);
    if (run.a.o.stats)
        print_times();
    options_free(&run.a.o);
    units_free(&run.a.units);
    arena_free(&run.arena);
    return status;
}
