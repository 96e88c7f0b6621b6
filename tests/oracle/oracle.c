/* The oracle: random programs, the interpreter and the solver against each other.
 *
 *   oracle --programs N --seed S    N programs from seed S on; fails when a verdict is wrong
 *   oracle --mutants --programs N    some program of N must show each mistake that is not rare
 *   oracle --mutant K ...            the first of these with mistake K switched on
 *   oracle --dump SEED               prints a program, its runs and its verdicts
 *   oracle --file FILE ...           one program from RIR text instead of random ones
 *
 * --list prints the violations that were executed in some run and confirmed by none. Every failure
 * is printed with its seed, made smaller, and kept in a file (--out DIR). */
#include "check.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gen.h"
#include "rir/text.h"
#include "rir/verify.h"

struct settings {
    uint64_t programs, seed, dump;
    unsigned runs;
    uint32_t mutant;
    bool mutants, dumping, shrink, list;
    const char *out, *file;
    unsigned max_failures;
};

static void usage(void)
{
    fputs("usage: oracle [--programs N] [--seed S] [--runs R] [--mutant K] [--mutants] [--dump "
          "SEED]\n"
          "              [--file RIR] [--out DIR] [--failures N] [--no-shrink] [--list]\n",
          stderr);
    exit(2);
}

static uint64_t number(const char *s)
{
    char *end;
    errno = 0;
    uint64_t v = strtoull(s, &end, 0);
    if (errno || end == s || *end)
        usage();
    return v;
}

static struct settings read_options(int argc, char **argv)
{
    static const struct option options[] = {
        {"programs", required_argument, NULL, 'n'}, {"seed", required_argument, NULL, 's'},
        {"runs", required_argument, NULL, 'r'},     {"mutant", required_argument, NULL, 'k'},
        {"mutants", no_argument, NULL, 'm'},        {"dump", required_argument, NULL, 'd'},
        {"out", required_argument, NULL, 'o'},      {"file", required_argument, NULL, 'f'},
        {"failures", required_argument, NULL, 'x'}, {"no-shrink", no_argument, NULL, 'q'},
        {"list", no_argument, NULL, 'l'},           {NULL, 0, NULL, 0},
    };
    struct settings s = {
        .programs = 1000, .seed = 1, .runs = 6, .shrink = true, .out = ".", .max_failures = 3};
    int c;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (c) {
        case 'n':
            s.programs = number(optarg);
            break;
        case 's':
            s.seed = !strcmp(optarg, "random") ? (uint64_t)time(NULL) << 16 : number(optarg);
            break;
        case 'r':
            s.runs = (unsigned)number(optarg);
            break;
        case 'k':
            s.mutant = (uint32_t)number(optarg);
            break;
        case 'm':
            s.mutants = true;
            break;
        case 'd':
            s.dump = number(optarg);
            s.dumping = true;
            break;
        case 'o':
            s.out = optarg;
            break;
        case 'f':
            s.file = optarg;
            break;
        case 'x':
            s.max_failures = (unsigned)number(optarg);
            break;
        case 'l':
            s.list = true;
            break;
        case 'q':
            s.shrink = false;
            break;
        default:
            usage();
        }
    }
    if (optind != argc)
        usage();
    return s;
}

static struct check_options check_of(const struct settings *s, uint64_t seed)
{
    return (struct check_options){
        .runs = s->runs, .seed = seed * 1000, .mutant = s->mutant, .list = s->list};
}

static const char *where(const struct rir_module *m, const struct interp_event *e, char *buf,
                         size_t size)
{
    FILE *f = fmemopen(buf, size, "w");
    if (!f)
        return "?";
    fprintf(f, "%s, instruction %u: ", m->funcs.data[e->func].name, e->insn);
    rir_text_print_insn(f, m, &m->funcs.data[e->func], e->insn);
    fclose(f);
    buf[size - 1] = '\0';
    return buf;
}

static void keep(const struct settings *s, const struct rir_module *m, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.rir", s->out, name);
    FILE *f = fopen(path, "w");
    if (!f) {
        fprintf(stderr, "oracle: cannot write %s: %s\n", path, strerror(errno));
        return;
    }
    rir_text_print(f, m);
    fclose(f);
    printf("  kept in %s\n", path);
}

static void report_failure(const struct settings *s, uint64_t seed, const struct rir_module *m,
                           const struct unsound *bad)
{
    char buf[400], name[64];
    printf("UNSOUND seed %" PRIu64 " (run %" PRIu64 "): %s, and the verdict is proved\n  in %s\n",
           seed, bad->run_seed, interp_kind_name(bad->event.kind),
           where(m, &bad->event, buf, sizeof buf));
    snprintf(name, sizeof name, "unsound-%" PRIu64, seed);
    keep(s, m, name);
    if (!s->shrink)
        return;
    struct check_options o = check_of(s, seed);
    o.runs = o.runs < 16 ? 16 : o.runs; /* what goes changes the schedules: try more of them */
    struct rir_module *small = shrink_program(m, &o, bad->event.kind);
    struct unsound again;
    if (small && !check_program(small, &o, NULL, &again)) {
        snprintf(name, sizeof name, "unsound-%" PRIu64 "-small", seed);
        keep(s, small, name);
        printf("  smaller: %s in %s\n", interp_kind_name(again.event.kind),
               where(small, &again.event, buf, sizeof buf));
        rir_text_print(stdout, small);
    }
    rir_module_free(small);
}

static double percent(uint64_t a, uint64_t b)
{
    return b ? 100.0 * (double)a / (double)b : 0;
}

static void print_stats(const struct check_stats *st)
{
    printf("programs %" PRIu64 ": %.1f%% with a violation in some run; runs %" PRIu64
           " (%.1f%% unsafe, %.1f%% cut), %.0f steps and %.1f tasks each\n",
           st->programs, percent(st->violating, st->programs), st->runs,
           percent(st->unsafe, st->runs), percent(st->cut, st->runs),
           (double)st->steps / (double)(st->runs ? st->runs : 1),
           (double)st->tasks / (double)(st->runs ? st->runs : 1));
    printf("verdicts %" PRIu64 ": %.2f%% proved, %.2f%% unproven, %.2f%% violation; of the "
           "violations no run confirmed %.1f%%, of which %.1f%% were executed\n",
           st->places, percent(st->proved, st->places), percent(st->unproven, st->places),
           percent(st->violations, st->places),
           percent(st->violations - st->confirmed, st->violations),
           percent(st->harmless, st->violations - st->confirmed));
    printf("excused because ownership was broken before: %" PRIu64 "\n", st->excused);
}

static bool verified(const struct rir_module *m, uint64_t seed)
{
    char msg[300];
    if (rir_verify(m, msg, sizeof msg))
        return true;
    printf("seed %" PRIu64 ": the generated module does not verify: %s\n", seed, msg);
    return false;
}

static int run_programs(const struct settings *s)
{
    struct check_stats st = {0};
    unsigned failures = 0;
    uint64_t slowest = s->seed;
    clock_t begin = clock(), longest = 0;
    printf("seeds %" PRIu64 " to %" PRIu64 ", %u runs each\n", s->seed, s->seed + s->programs - 1,
           s->runs);
    for (uint64_t i = 0; i < s->programs && failures < s->max_failures; i++) {
        struct rir_module *m = gen_program(s->seed + i);
        struct check_options o = check_of(s, s->seed + i);
        struct unsound bad;
        clock_t one = clock();
        if (!verified(m, s->seed + i)) {
            failures++;
        } else if (!check_program(m, &o, &st, &bad)) {
            failures++;
            report_failure(s, s->seed + i, m, &bad);
            fflush(stdout);
        } else if (clock() - one > longest) {
            longest = clock() - one;
            slowest = s->seed + i;
            if (longest > CLOCKS_PER_SEC)
                fprintf(stderr, "seed %" PRIu64 " takes %.1f s\n", slowest,
                        (double)longest / CLOCKS_PER_SEC);
        }
        rir_module_free(m);
    }
    printf("slowest: seed %" PRIu64 ", %.0f ms\n", slowest,
           1000.0 * (double)longest / CLOCKS_PER_SEC);
    print_stats(&st);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    printf("%u failures, %.1f s, %.2f ms a program\n", failures, seconds,
           1000 * seconds / (double)(st.programs ? st.programs : 1));
    return failures ? 1 : 0;
}

/* True when the program shows the mistake. One that fails without it as well shows nothing. */
static bool shows_mutant(const struct settings *s, uint64_t seed, uint32_t mutant)
{
    struct rir_module *m = gen_program(seed);
    struct check_options sane = check_of(s, seed), o = sane;
    struct unsound bad;
    o.mutant = mutant;
    bool shows = !check_program(m, &o, NULL, &bad) && check_program(m, &sane, NULL, &bad);
    rir_module_free(m);
    return shows;
}

static int run_mutants(const struct settings *s)
{
    unsigned survivors = 0, asked = 0;
    for (uint32_t k = 1; k <= solve_mutants(); k++) {
        if (solve_mutant_is_rare(k)) /* a case shows it (tests/unit/solve) */
            continue;
        asked++;
        bool caught = false;
        uint64_t i = 0;
        while (!caught && i < s->programs)
            caught = shows_mutant(s, s->seed + i++, k);
        survivors += !caught;
        printf("mutant %u (%s): %s %" PRIu64 " programs\n", k, solve_mutant_name(k),
               caught ? "caught after" : "SURVIVES", i);
        fflush(stdout);
    }
    if (asked == 0)
        printf("there are no mutants\n");
    printf("%u of %u mutants survive\n", survivors, asked);
    return survivors || asked == 0 ? 1 : 0;
}

static int show(const struct settings *s, const struct rir_module *m, uint64_t seed)
{
    struct check_options o = check_of(s, seed);
    struct unsound bad;
    rir_text_print(stdout, m);
    for (unsigned i = 0; i < s->runs; i++) {
        struct interp_options io;
        interp_options_default(&io);
        io.seed = o.seed + i;
        io.sequential = i == 0;
        io.max_steps = 30000;
        io.unknown_calls = true;
        io.may_fail = i % 2 != 0;
        struct interp_result *r = interp_run(m, &io);
        printf("run %" PRIu64 ": %s (%s), %" PRIu64 " steps, %u tasks\n", io.seed,
               interp_status_name(r->status), r->reason, r->steps, r->tasks);
        for (uint32_t k = 0; k < r->events.len; k++) {
            char buf[400];
            printf("  %s of %s by task %u in %s\n", interp_kind_name(r->events.data[k].kind),
                   r->events.data[k].object, r->events.data[k].task,
                   where(m, &r->events.data[k], buf, sizeof buf));
        }
        interp_free(r);
    }
    if (check_program(m, &o, NULL, &bad))
        return 0;
    report_failure(s, seed, m, &bad);
    return 1;
}

static struct rir_module *read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL, chunk[4096];
    size_t len = 0, n;
    if (!f) {
        fprintf(stderr, "oracle: cannot read %s: %s\n", path, strerror(errno));
        exit(2);
    }
    FILE *to = open_memstream(&text, &len);
    if (!to)
        abort();
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        fwrite(chunk, 1, n, to);
    fclose(f);
    fclose(to);
    struct rir_error e;
    struct rir_module *m = rir_text_parse(path, text, len, &e);
    free(text);
    if (!m) {
        fprintf(stderr, "oracle: %s:%u:%u: %s\n", path, e.line, e.col, e.text);
        exit(2);
    }
    return m;
}

int main(int argc, char **argv)
{
    struct settings s = read_options(argc, argv);
    if (s.mutants)
        return run_mutants(&s);
    if (!s.dumping && !s.file)
        return run_programs(&s);
    struct rir_module *m = s.file ? read_file(s.file) : gen_program(s.dump);
    int status = verified(m, s.dump) ? show(&s, m, s.file ? s.seed : s.dump) : 1;
    rir_module_free(m);
    return status;
}
