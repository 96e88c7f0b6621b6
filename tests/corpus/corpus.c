/* corpus_run: checks every case of a folder and says which ones differ from what they expect.
 *
 *   corpus_run [-j N] [-v] [--update] FBP_CHECK CLANG ANNOTATIONS_DIR FOLDER [NAME...]
 *
 * Each case must compile without a warning, and fbp-check must report what its comments say, no
 * more and no less (judge.c), in the words of its golden text (golden.c). A case with an xfail that
 * starts to behave is a failure, too, so that the mark is taken off; what it says is not looked at.
 * --update makes the golden texts be what is said now, right or wrong, and prints the names of
 * those that it changed: they are for the reviewer to read. The last line is the count. Exit
 * status: 0 all as expected, 1 not, 2 nothing could be run.
 *
 * Cases are judged by N threads, each taking the next one; a case and its arena belong to the
 * thread that took it until all are joined, so what is printed does not depend on N. */
#include <getopt.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "golden.h"
#include "judge.h"

enum outcome { AS_EXPECTED, KNOWN_FAILURE, FAILED };

struct verdict {
    enum outcome outcome;
    const char *text;    /* why, or NULL */
    const char *updated; /* what was done to its golden text: a word, or NULL */
    double seconds;
};

struct run {
    const char *check, *clang, *include;
    bool update;
    struct cases cases;
    struct verdict *verdicts;
    atomic_uint next;
};

typedef VEC(const char *) words;

static const char *compile_warnings(const struct run *run, struct test_case *c)
{
    words argv = {0};
    const char *const start[] = {run->clang,  "-fsyntax-only",         "-Wall",
                                 "-Wextra",   "-Wno-unused-parameter", "-I",
                                 run->include};
    for (size_t i = 0; i < sizeof start / sizeof start[0]; i++)
        vec_push(&argv, start[i]);
    for (uint32_t i = 0; i < c->units.len; i++)
        vec_push(&argv, c->units.data[i]);
    vec_push(&argv, NULL);
    struct command_result r = command_run(&c->arena, argv.data);
    vec_free(&argv);
    return r.status != 0 || *r.err
               ? arena_printf(&c->arena, "  the case does not compile cleanly:\n%s", r.err)
               : NULL;
}

static struct command_result run_check(const struct run *run, struct test_case *c,
                                       const char *output)
{
    words argv = {0};
    vec_push(&argv, run->check);
    vec_push(&argv, output);
    vec_push(&argv, "-j");
    vec_push(&argv, "1");
    for (uint32_t i = 0; i < c->args.len; i++)
        vec_push(&argv, c->args.data[i]);
    for (uint32_t i = 0; i < c->units.len; i++)
        vec_push(&argv, c->units.data[i]);
    vec_push(&argv, NULL);
    struct command_result r = command_run(&c->arena, argv.data);
    vec_free(&argv);
    return r;
}

static struct verdict failure(const char *text)
{
    return (struct verdict){.outcome = FAILED, .text = text};
}

/* Makes the golden text of a case be what fbp-check says about it, unless it ended badly. */
static void update_text(const struct run *run, struct test_case *c, struct verdict *v)
{
    const char *text = NULL;
    if (c->expected.len > 0) {
        struct command_result r = run_check(run, c, "--unproven=warning");
        if (r.status != 0 && r.status != 1)
            return;
        text = golden_form(c, r.err, r.out);
    }
    if (!golden_update(c, text, &v->updated))
        *v = failure(arena_printf(&c->arena, "  %s cannot be written\n", c->golden));
}

static void judge_text(const struct run *run, struct test_case *c, struct verdict *v)
{
    const char *text = NULL;
    if (c->expected.len > 0) {
        struct command_result r = run_check(run, c, "--unproven=warning");
        text = golden_form(c, r.err, r.out);
    }
    const char *differs = golden_differs(c, text);
    if (differs)
        *v = failure(arena_printf(&c->arena,
                                  "%s  if what is said now is right: "
                                  "corpus_run --update %s %s %s %s %s\n",
                                  differs, run->check, run->clang, run->include, c->folder,
                                  c->name));
}

/* A known failure covers wrong reports only: a case that is broken, or ends fbp-check, always
 * fails. */
static struct verdict try_report(const struct run *run, struct test_case *c)
{
    const char *warnings = compile_warnings(run, c);
    if (warnings)
        return failure(warnings);
    struct command_result r = run_check(run, c, "--json=-");
    if (r.status != 0 && r.status != 1)
        return failure(arena_printf(&c->arena, "  fbp-check: exit status %d\n%s", r.status, r.err));
    const char *text = judge(c, r.out, r.status);
    if (c->xfail && !text)
        return failure("  passes now: take its xfail away\n");
    if (c->xfail)
        return (struct verdict){.outcome = KNOWN_FAILURE, .text = text};
    return text ? failure(text) : (struct verdict){.outcome = AS_EXPECTED};
}

static struct verdict try_case(const struct run *run, struct test_case *c)
{
    struct verdict v = {0};
    case_read(c);
    if (c->broken && !(c->only_golden && run->update))
        return failure(arena_printf(&c->arena, "  the case is wrong: %s\n", c->broken));
    if (!c->only_golden)
        v = try_report(run, c);
    if (run->update && !c->xfail)
        update_text(run, c, &v);
    else if (v.outcome == AS_EXPECTED)
        judge_text(run, c, &v);
    return v;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *judge_cases(void *arg)
{
    struct run *run = arg;
    for (;;) {
        unsigned i = atomic_fetch_add(&run->next, 1);
        if (i >= run->cases.v.len)
            return NULL;
        double start = now();
        run->verdicts[i] = try_case(run, run->cases.v.data[i]);
        run->verdicts[i].seconds = now() - start;
    }
}

static void judge_all(struct run *run, unsigned jobs)
{
    pthread_t threads[64];
    unsigned n = 0;
    while (n + 1 < jobs && n < 64 && pthread_create(&threads[n], NULL, judge_cases, run) == 0)
        n++;
    judge_cases(run);
    while (n > 0)
        pthread_join(threads[--n], NULL);
}

/* Keeps the cases that are named; without names all. False if a name is no case. */
static bool keep_named(struct cases *all, char **names, int nnames)
{
    if (nnames == 0)
        return true;
    struct cases kept = {0}, rest = {0};
    for (uint32_t i = 0; i < all->v.len; i++) {
        bool named = false;
        for (int n = 0; n < nnames; n++)
            named = named || strcmp(names[n], all->v.data[i]->name) == 0;
        if (named)
            vec_push(&kept.v, all->v.data[i]);
        else
            vec_push(&rest.v, all->v.data[i]);
    }
    cases_free(&rest);
    vec_free(&all->v);
    *all = kept;
    return kept.v.len == (uint32_t)nnames;
}

static int print_verdicts(const struct run *run, const char *folder, bool verbose)
{
    static const char *const words_of[] = {"ok", "xfail", "FAIL"};
    unsigned count[3] = {0};
    for (uint32_t i = 0; i < run->cases.v.len; i++) {
        const struct test_case *c = run->cases.v.data[i];
        const struct verdict *v = &run->verdicts[i];
        count[v->outcome]++;
        if (v->outcome == FAILED || verbose)
            printf("%s %s (%.2f s)\n%s", words_of[v->outcome], c->name, v->seconds,
                   v->text ? v->text : "");
        else if (v->outcome == KNOWN_FAILURE)
            printf("%s %s: %s\n", words_of[v->outcome], c->name, c->xfail);
        if (v->updated)
            printf("%s golden/%s\n", v->updated, case_base_name(c->golden));
    }
    printf("%s: %u cases: %u as expected, %u known failures, %u failed\n", case_base_name(folder),
           run->cases.v.len, count[AS_EXPECTED], count[KNOWN_FAILURE], count[FAILED]);
    return count[FAILED] ? 1 : 0;
}

static int usage(void)
{
    fputs("usage: corpus_run [-j N] [-v] [--update] FBP_CHECK CLANG ANNOTATIONS_DIR FOLDER "
          "[NAME...]\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"update", no_argument, NULL, 'u'}, {0}};
    struct run run = {0};
    unsigned jobs = 2;
    bool verbose = false;
    int opt;
    while ((opt = getopt_long(argc, argv, "j:v", options, NULL)) != -1)
        if (opt == 'j')
            jobs = (unsigned)strtoul(optarg, NULL, 10);
        else if (opt == 'v')
            verbose = true;
        else if (opt == 'u')
            run.update = true;
        else
            return usage();
    argv += optind;
    argc -= optind;
    if (argc < 4)
        return usage();
    run.check = argv[0];
    run.clang = argv[1];
    run.include = argv[2];
    if (!cases_find(&run.cases, argv[3]) || run.cases.v.len == 0) {
        fprintf(stderr, "corpus_run: %s: there are no cases in this folder\n", argv[3]);
        cases_free(&run.cases);
        return 2;
    }
    if (!keep_named(&run.cases, argv + 4, argc - 4)) {
        fprintf(stderr, "corpus_run: %s: not all of the cases named are there\n", argv[3]);
        cases_free(&run.cases);
        return 2;
    }
    run.verdicts = calloc(run.cases.v.len, sizeof *run.verdicts);
    if (!run.verdicts)
        abort();
    judge_all(&run, jobs);
    int status = print_verdicts(&run, argv[3], verbose);
    free(run.verdicts);
    cases_free(&run.cases);
    return status;
}
