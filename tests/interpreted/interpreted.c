/* interpreted: every case of a folder of the corpus is lowered, interpreted, and compared with what
 * it expects.
 *
 *   interpreted [-j N] [-r RUNS] [-v] CLANG PLUGIN ANNOTATIONS MODELS LEFT_OUT FOLDER WORK
 * [NAME...]
 *
 * Nothing may happen in a run that the case does not expect (confirm.c): so the expectations, and
 * that there are none, are right by the interpreter too, which knows nothing of the solver. Nor may
 * anything happen that the solver says cannot, instruction by instruction, as in the oracle. A
 * violation that is expected and that no run shows is counted, and printed with -v. LEFT_OUT
 * (left_out) says what cannot be interpreted, or is known not to agree, and how many expectations
 * of a folder may stay unconfirmed; each line must be right. The last line is the count. Exit
 * status: 0 all agree, 1 not, 2 nothing could be run. */
#include <errno.h>
#include <getopt.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "check.h"
#include "confirm.h"
#include "program.h"

enum { RUNS = 24, MAX_JOBS = 16 };

struct run {
    struct tools tools;
    struct cases cases;
    struct model_set *models;
    const char *folder, *left_out;
    uint32_t runs;
    bool verbose;
    const char **compiled; /* by case: NULL, or what went wrong */
    atomic_uint next;
    char **names; /* of the cases that are wanted; none: all */
    int nnames;
    uint32_t agree, left, failed, expected, confirmed, not_run;
};

/* ---- what is left out ---- */

/* What the list says of a case: the text behind "FOLDER/NAME: "; NULL: nothing. */
static const char *said_of(struct arena *a, const struct run *run, const char *name)
{
    char line[1024];
    const char *text = NULL, *key = arena_printf(a, "%s/%s: ", run->folder, name);
    FILE *in = fopen(run->left_out, "r");
    while (in != NULL && text == NULL && fgets(line, sizeof line, in) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, key, strlen(key)) == 0)
            text = arena_strdup(a, line + strlen(key));
    }
    if (in != NULL)
        fclose(in);
    return text;
}

/* Whether some case cannot be run for this reason; then another one may not, either. */
static bool known_reason(const struct run *run, const char *why)
{
    char line[1024];
    bool known = false;
    FILE *in = fopen(run->left_out, "r");
    while (in != NULL && !known && fgets(line, sizeof line, in) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        const char *text = strstr(line, ": ");
        known = line[0] != '#' && text != NULL && strcmp(text + 2, why) == 0;
    }
    if (in != NULL)
        fclose(in);
    return known;
}

/* ---- one case ---- */

static void fail(struct run *run, const struct test_case *c, const char *why)
{
    printf("FAILED %s/%s: %s\n", run->folder, c->name, why);
    run->failed++;
}

static void count_expectations(struct run *run, const struct test_case *c,
                               const struct confirmed *done)
{
    for (uint32_t i = 0; i < c->expected.len; i++) {
        const struct expectation *e = &c->expected.data[i];
        if (e->certainty != CERTAINTY_VIOLATION)
            continue;
        run->expected++;
        run->confirmed += done->seen[i];
        run->not_run += !done->seen[i] && !done->ran[i];
        if (run->verbose && !done->seen[i])
            printf("not confirmed: %s/%s line %u, %s: %s\n", run->folder, c->name, e->line,
                   kind_name(e->kind),
                   done->ran[i] ? "the line was run, and did no harm"
                                : "no access in that line was run");
    }
}

/* What is said of a case must be what is found. */
static void judge_case(struct run *run, struct test_case *c, const struct confirmed *done)
{
    const char *found = done->wrong != NULL ? done->wrong : done->cannot;
    const char *said = said_of(&c->arena, run, c->name);
    if (found == NULL && said != NULL)
        fail(run, c, arena_printf(&c->arena, "agrees, and is said not to: %s", said));
    else if (found == NULL)
        run->agree++;
    else if (said != NULL ? strstr(found, said) != NULL
                          : done->wrong == NULL && known_reason(run, found))
        run->left++;
    else
        fail(run, c, found);
    if (found == NULL)
        count_expectations(run, c, done);
}

/* What a run does and the solver says is proved. */
static void judge_verdicts(struct run *run, struct test_case *c, const struct rir_module *m)
{
    const struct check_options o = {.runs = run->runs, .seed = 1, .outside = true};
    struct unsound bad;
    if (check_program(m, &o, NULL, &bad))
        return;
    fail(run, c,
         arena_printf(&c->arena, "%s in '%s', instruction %u, with seed %llu, and it is proved",
                      interp_kind_name(bad.event.kind), m->funcs.data[bad.event.func].name,
                      bad.event.insn, (unsigned long long)bad.run_seed));
}

static void try_case(struct run *run, uint32_t i)
{
    struct test_case *c = run->cases.v.data[i];
    const char *why = run->compiled[i];
    struct rir_module *program =
        why == NULL ? program_link(&run->tools, c, run->models, &why) : NULL;
    if (program == NULL) {
        fail(run, c, why);
        return;
    }
    struct confirmed done = confirm_case(program, c, run->runs);
    if (run->verbose)
        printf("%s/%s: %u of %u runs, %u events, %u excused\n", run->folder, c->name, done.useful,
               done.runs, done.events, done.excused);
    judge_case(run, c, &done);
    if (done.wrong == NULL && c->xfail == NULL && c->args.len == 0)
        judge_verdicts(run, c, program);
    rir_module_free(program);
}

/* ---- all of them ---- */

static bool wanted(const struct run *run, const struct test_case *c)
{
    bool named = run->nnames == 0;
    for (int i = 0; i < run->nnames; i++)
        named |= strcmp(run->names[i], c->name) == 0;
    return named && !c->only_golden;
}

static void *compile_cases(void *arg)
{
    struct run *run = arg;
    for (;;) {
        uint32_t i = atomic_fetch_add(&run->next, 1);
        if (i >= run->cases.v.len)
            return NULL;
        struct test_case *c = run->cases.v.data[i];
        if (!wanted(run, c))
            continue;
        case_read(c);
        run->compiled[i] = c->broken != NULL ? c->broken : program_compile(&run->tools, c);
    }
}

static void compile_all(struct run *run, uint32_t jobs)
{
    pthread_t threads[MAX_JOBS];
    uint32_t n = 0;
    while (n + 1 < jobs && n < MAX_JOBS &&
           pthread_create(&threads[n], NULL, compile_cases, run) == 0)
        n++;
    compile_cases(run);
    while (n > 0)
        pthread_join(threads[--n], NULL);
}

/* The share of expected violations that no run shows may not grow. */
static void judge_share(struct run *run)
{
    struct arena a = {0};
    const char *said = said_of(&a, run, "*");
    uint32_t open = run->expected - run->confirmed, limit = 0;
    if (said == NULL || sscanf(said, "%u expectations are not confirmed", &limit) != 1 ||
        open > limit) {
        printf("FAILED %s: %u expectations are not confirmed, %u may be\n", run->folder, open,
               limit);
        run->failed++;
    }
    arena_free(&a);
}

static void on_model_mistake(void *ctx, const char *file, uint32_t line, uint32_t col,
                             const char *message)
{
    (void)ctx;
    fprintf(stderr, "%s:%u:%u: %s\n", file, line, col, message);
}

static int run_all(struct run *run, uint32_t jobs, const char *models, const char *cases)
{
    run->models = model_set_new();
    if (!model_set_add_library(run->models, models, NULL, 0, on_model_mistake, NULL) ||
        !cases_find(&run->cases, cases) || run->cases.v.len == 0) {
        fprintf(stderr, "interpreted: %s or %s cannot be read\n", models, cases);
        return 2;
    }
    run->compiled = calloc(run->cases.v.len, sizeof *run->compiled);
    if (run->compiled == NULL)
        abort();
    compile_all(run, jobs);
    for (uint32_t i = 0; i < run->cases.v.len; i++)
        if (wanted(run, run->cases.v.data[i]))
            try_case(run, i);
    if (run->nnames == 0)
        judge_share(run);
    printf(
        "%s: %u agree, %u left out, %u failed; of %u violations expected there %u are confirmed, "
        "%u in lines that no run came to\n",
        run->folder, run->agree, run->left, run->failed, run->expected, run->confirmed,
        run->not_run);
    int status = run->failed > 0 || run->agree == 0;
    cases_free(&run->cases);
    model_set_free(run->models);
    free(run->compiled);
    return status;
}

int main(int argc, char **argv)
{
    struct run run = {.runs = RUNS};
    uint32_t jobs = 1;
    int o;
    while ((o = getopt(argc, argv, "j:r:v")) != -1) {
        if (o == 'j')
            jobs = (uint32_t)strtoul(optarg, NULL, 10);
        else if (o == 'r')
            run.runs = (uint32_t)strtoul(optarg, NULL, 10);
        else if (o == 'v')
            run.verbose = true;
        else
            return 2;
    }
    if (argc - optind < 7) {
        fputs("usage: interpreted [-j N] [-r RUNS] [-v] CLANG PLUGIN ANNOTATIONS MODELS LEFT_OUT "
              "FOLDER WORK [NAME...]\n",
              stderr);
        return 2;
    }
    char **arg = argv + optind;
    run.tools = (struct tools){arg[0], arg[1], arg[2], arg[6]};
    run.left_out = arg[4];
    run.folder = case_base_name(arg[5]);
    run.names = arg + 7;
    run.nnames = argc - optind - 7;
    if (mkdir(arg[6], 0777) != 0 && errno != EEXIST) {
        perror(arg[6]);
        return 2;
    }
    return run_all(&run, jobs, arg[3], arg[5]);
}
