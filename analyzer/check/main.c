/* fbp-check: from source files to a report.
 *
 *   options -> units -> (clang with the plugin) -> RIR -> programs; of each: linked -> models
 *   applied -> solved; together -> written
 *
 * Every stage says what it could not do and goes on with the rest; `incomplete` and `misused`
 * remember it for the exit status. Options that are wrong are told before anything is done.
 *
 * Violations that are errors of a link (--only-violations=error) come before everything else in the
 * exit status: who asks so must not take a program with violations for one without. */
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "check/analyse.h"
#include "check/compile.h"
#include "check/models.h"
#include "check/output.h"
#include "check/paths.h"
#include "check/say.h"
#include "check/tempdir.h"

enum { HUGE_PAGE = 2 << 20 };

struct run {
    struct analysis a;
    struct outputs out;
    struct arena arena;
    const char *command_line;
    bool fails_link; /* there are violations, and they are errors of a link */
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
    run->fails_link =
        r->violations > 0 && o->only_violations != NULL && strcmp(o->only_violations, "error") == 0;
    run->a.misused |= !outputs_write(&run->out, o, &ro, r);
    int status = analysis_status(&run->a);
    return status == STATUS_CLEAN && fails(o, r) ? STATUS_FINDINGS : status;
}

static void compile(struct analysis *a)
{
    struct compiled compiled = compile_units(&a->units, &a->resources, &a->o);
    if (compiled.signal != 0) {
        tempdir_remove();
        signal(compiled.signal, SIG_DFL);
        raise(compiled.signal);
    }
    a->incomplete |= !compiled.whole;
    a->misused |= compiled.unwritten;
}

static int run_all(struct run *run)
{
    struct analysis *a = &run->a;
    if (a->o.write_models != NULL) {
        resources_find(&a->resources, &run->arena);
        return models_write(&a->o, &a->resources);
    }
    struct units_found found = units_find(&a->units, &a->o);
    a->incomplete = !found.whole;
    a->misused = !found.databases;
    if (a->o.record != NULL && a->units.v.len != 1) {
        say("--write-record %s: needs one source; give one FILE.c", a->o.record);
        return STATUS_USAGE;
    }
    outputs_open(&run->out, &a->o, &a->units);
    resources_find(&a->resources, &run->arena);
    compile(a);
    if (a->o.record != NULL)
        return analysis_status(a);
    return analyse(a, report, run);
}

/* What clang takes is the front end; all the rest is ours. */
static void print_times(void)
{
    fprintf(stderr, "processor seconds in all: clang %.2f, fbp-check itself %.2f\n",
            clock_children(), clock_process());
}

/* What is freed is wanted again soon, and the process is short: memory is asked for in large pieces
 * and not given back in between. Page faults and system calls were a tenth of checking a small
 * program. The first piece, which is all that most programs need, is asked for in huge pages, which
 * a kernel that has none gives in small ones. */
static void keep_memory(void)
{
    mallopt(M_TOP_PAD, 64 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    char *heap = malloc(HUGE_PAGE), *end = sbrk(0); /* more than there was: it has grown */
    uintptr_t first = ((uintptr_t)heap + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    if (heap != NULL && first < (uintptr_t)end)
        madvise((void *)first, (uintptr_t)end - first, MADV_HUGEPAGE);
    free(heap);
}

/* An output must not become standard output because that was closed: what is printed would be
 * written into it. A stream that was closed is one that cannot be used. */
static void keep_streams_apart(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

int main(int argc, char **argv)
{
    struct run run = {0};
    int status = STATUS_CLEAN;
    keep_streams_apart();
    keep_memory();
    run.command_line = join(&run.arena, argc, argv);
    if (options_parse(&run.a.o, argc, argv, &status))
        status = run_all(&run);
    if (!outputs_end())
        status = STATUS_USAGE;
    if (run.fails_link)
        status = STATUS_FINDINGS;
    if (run.a.o.stats)
        print_times();
    options_free(&run.a.o);
    units_free(&run.a.units);
    arena_free(&run.arena);
    return status;
}
