/* Parsing the command line. options.def is the table that getopt_long, --help and the refusals are
 * made from.
 *
 * Two things getopt does not do are done before it: what follows "--" belongs to clang and is cut
 * off, and long options must be written out (an abbreviation that works today is ambiguous
 * tomorrow), so a name that is not in the table is refused with the nearest one that is. */
#define _GNU_SOURCE
#include "check/options.h"

#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "check/command.h"
#include "check/say.h"

enum option_id {
#define OPTION(ID, name, letter, argument, value, help)                                            \
    OPT_##ID = letter ? letter : 0x100 + __COUNTER__,
#include "check/options.def"
#undef OPTION
    OPT_LATER = 0x1000
};

static const struct option_info {
    int id;
    const char *name;
    char letter;
    const char *argument, *value, *help; /* help NULL: not in this version */
} table[] = {
#define OPTION(ID, name, letter, argument, value, help)                                            \
    {OPT_##ID, name, letter, argument, value, help},
#include "check/options.def"
#undef OPTION
#define LATER(name, argument) {OPT_LATER, name, 0, argument, "", NULL},
#include "check/options.def"
#undef LATER
};

enum { NOPTIONS = sizeof table / sizeof table[0] };

static const char *const kind_names[] = {
#define KIND(ID, string, on, judged, title) string,
#include "report/kinds.def"
#undef KIND
};

/* ---- --help, --version ---- */

static void print_help(void)
{
    puts("usage: fbp-check -p BUILD_DIR [OPTION...] [FILE...]\n"
         "       fbp-check [OPTION...] FILE.c... [-- CLANG_ARGS...]\n"
         "       fbp-check [OPTION...] PROGRAM | LIB.so | FILE.o | LIB.a ...   made with fbp-cc\n\n"
         "Reports where the tasks of a C program can change memory that another task can "
         "see.\n\noptions:");
    for (int i = 0; i < NOPTIONS; i++) {
        const struct option_info *t = &table[i];
        if (t->help == NULL)
            continue;
        if (t->letter != 0)
            printf("  -%c %s\n", t->letter, t->argument);
        else
            printf("  --%s%s%s\n", t->name, t->argument[0] == '\0' ? "" : "=", t->argument);
        printf("        %s", t->help);
        if (t->value[0] != '\0')
            printf(" (default: %s)", t->value);
        putchar('\n');
    }
    puts("\nkinds of findings:");
#define KIND(ID, string, on, judged, title)                                                        \
    printf("  %-16s %s%s\n", string, title, judged ? "" : " (not in this version)");
#include "report/kinds.def"
#undef KIND
    puts("\nexit status: 0 no violation, 1 violations, 2 wrong usage, 3 something could not be "
         "analysed");
}

/* ---- values of options ---- */

static bool parse_kind(const char *option, const char *name, enum kind *out)
{
    if (kind_parse(name, out))
        return true;
    const char *near = near_match(name, kind_names, KIND_COUNT);
    if (near != NULL)
        say("--%s %s: no such kind of finding; did you mean '%s'?", option, name, near);
    else
        say("--%s %s: no such kind of finding; --help lists them", option, name);
    return false;
}

static bool judged(enum kind k)
{
    static const bool is_judged[KIND_COUNT] = {
#define KIND(ID, string, on, judged, title) [KIND_##ID] = judged,
#include "report/kinds.def"
#undef KIND
    };
    return is_judged[k];
}

static bool enable(struct options *o, const char *name, bool on)
{
    enum kind k = KIND_GLOBAL_WRITE;
    if (!parse_kind(on ? "enable" : "disable", name, &k))
        return false;
    if (on && !judged(k)) {
        say("--enable %s: not in this version", kind_name(k));
        return false;
    }
    o->enabled[k] = on;
    return true;
}

/* Index of `value` in a "a|b|c" list; -1 and a message when it is not there. */
static int choice(const char *option, const char *list, const char *value)
{
    int index = 0;
    size_t n = strlen(value);
    for (const char *at = list; at != NULL; at = strchr(at, '|'), index++) {
        at += *at == '|';
        if (strncmp(at, value, n) == 0 && (at[n] == '|' || at[n] == '\0'))
            return index;
    }
    say("--%s=%s: expected %s", option, value, list);
    return -1;
}

/* "locked", "atomic", or both with a comma. */
static bool accept(struct options *o, const char *list)
{
    static const char *const words[] = {[ORDER_LOCKED] = "locked", [ORDER_ATOMIC] = "atomic"};
    for (const char *at = list;;) {
        size_t n = strcspn(at, ",");
        int order = ORDER_LOCKED;
        while (order < ORDER_COUNT &&
               (strlen(words[order]) != n || memcmp(words[order], at, n) != 0))
            order++;
        if (order == ORDER_COUNT) {
            say("--accept=%s: expected locked, atomic, or both with a comma", list);
            return false;
        }
        o->accepted[order] = true;
        if (at[n] == '\0')
            return true;
        at += n + 1;
    }
}

static bool parse_jobs(struct options *o, const char *text)
{
    char *end = NULL;
    long n = strtol(text, &end, 10);
    if (end == text || *end != '\0' || n < 1 || n > 1024) {
        say("-j %s: expected a number from 1 to 1024", text);
        return false;
    }
    o->jobs = (unsigned)n;
    return true;
}

static bool explain(const char *name)
{
    enum kind k = KIND_GLOBAL_WRITE;
    if (!parse_kind("explain", name, &k))
        return false;
    fputs(report_explain(k), stdout);
    if (!judged(k))
        puts("\nThis version of fbp-check does not look for this kind.");
    return true;
}

static const char *list_of(int id)
{
    for (int i = 0; i < NOPTIONS; i++) {
        if (table[i].id == id)
            return table[i].argument;
    }
    return "";
}

/* ---- the parser ---- */

enum outcome { GO_ON, DONE, WRONG };

static enum outcome later(const char *name)
{
    say("--%s: not in this version", name);
    return WRONG;
}

/* One file of each kind: of two, the first would stay unwritten. */
static bool output(const char *option, const char **file)
{
    if (*file != NULL)
        say("--%s %s: --%s %s was given before; name one file", option, optarg, option, *file);
    bool first = *file == NULL;
    *file = optarg;
    return first;
}

static enum outcome apply(struct options *o, int id, const char *name)
{
    int index = 0;
    switch (id) {
    case OPT_BUILD:
        if (optarg[0] == '\0')
            return say("-p needs an argument: -p BUILD_DIR"), WRONG;
        vec_push(&o->build_dirs, (const char *)optarg);
        return GO_ON;
    case OPT_PROGRAM:
        vec_push(&o->programs, (const char *)optarg);
        return GO_ON;
    case OPT_EXCLUDE:
        vec_push(&o->exclude, (const char *)optarg);
        return GO_ON;
    case OPT_ALLOW_UNPARSED:
        vec_push(&o->allow_unparsed, (const char *)optarg);
        return GO_ON;
    case OPT_LIBRARY:
        o->library = true;
        return GO_ON;
    case OPT_LIST_PROGRAMS:
        o->list_programs = true;
        return GO_ON;
    case OPT_TASK:
        vec_push(&o->tasks, optarg);
        return GO_ON;
    case OPT_MODEL:
        vec_push(&o->models, optarg);
        return GO_ON;
    case OPT_UNPROVEN:
        index = choice("unproven", list_of(OPT_UNPROVEN), optarg);
        o->unproven = (enum unproven_level)index;
        return index < 0 ? WRONG : GO_ON;
    case OPT_DUMP:
        index = choice("dump", list_of(OPT_DUMP), optarg);
        o->dump = (enum dump)(index + 1);
        return index < 0 ? WRONG : GO_ON;
    case OPT_ENABLE:
        return enable(o, optarg, true) ? GO_ON : WRONG;
    case OPT_DISABLE:
        return enable(o, optarg, false) ? GO_ON : WRONG;
    case OPT_ACCEPT:
        return accept(o, optarg) ? GO_ON : WRONG;
    case OPT_SUPPRESSIONS:
        vec_push(&o->suppressions, (const char *)optarg);
        return GO_ON;
    case OPT_QUIET:
        o->quiet = true;
        return GO_ON;
    case OPT_ONLY_VIOLATIONS:
        index = choice("only-violations", list_of(OPT_ONLY_VIOLATIONS), optarg);
        o->only_violations = index == 0 ? "warning" : "error";
        return index < 0 ? WRONG : GO_ON;
    case OPT_SWITCH_CHECKS:
        o->switch_checks = true;
        return GO_ON;
    case OPT_APPEND_SARIF:
        return output("append-sarif", &o->append_sarif) ? GO_ON : WRONG;
    case OPT_SARIF:
        return output("sarif", &o->sarif) ? GO_ON : WRONG;
    case OPT_JSON:
        return output("json", &o->json) ? GO_ON : WRONG;
    case OPT_WRITE_RECORD:
        o->record = optarg;
        return GO_ON;
    case OPT_WRITE_MODELS:
        o->write_models = optarg;
        return GO_ON;
    case OPT_GITHUB:
        o->github = true;
        return GO_ON;
    case OPT_LIST_TASKS:
        o->list_tasks = true;
        return GO_ON;
    case OPT_LIST_UNKNOWN:
        o->list_unknown = true;
        return GO_ON;
    case OPT_LIST_TRUSTED:
        o->list_trusted = true;
        return GO_ON;
    case OPT_STATS:
        o->stats = true;
        return GO_ON;
    case OPT_JOBS:
        return parse_jobs(o, optarg) ? GO_ON : WRONG;
    case OPT_EXPLAIN:
        return explain(optarg) ? DONE : WRONG;
    case OPT_HELP:
        print_help();
        return DONE;
    case OPT_VERSION:
        puts("fbp-check " FBP_VERSION);
        return DONE;
    default:
        return later(name);
    }
}

static enum outcome unknown_option(const char *dashes, const char *name)
{
    const char *names[NOPTIONS];
    for (int i = 0; i < NOPTIONS; i++)
        names[i] = table[i].name;
    const char *near = near_match(name, names, NOPTIONS);
    if (near != NULL && near[0] != '\0')
        say("%s%s: unknown option; did you mean '--%s'?", dashes, name, near);
    else
        say("%s%s: unknown option; --help lists them", dashes, name);
    return WRONG;
}

/* getopt tells the letter alone. Of a word with several, which are one option to whoever wrote it,
 * the first is the one to speak of. */
static enum outcome unknown_letter(char *const *argv, int letter)
{
    while (*argv != NULL && ((*argv)[0] != '-' || (unsigned char)(*argv)[1] != letter))
        argv++;
    return *argv == NULL ? WRONG : unknown_option("-", *argv + 1);
}

/* Is this the name of an option in the table, with an argument exactly if it takes one? `text` is
 * what stands behind the dashes, `next` the next word or NULL. */
static enum outcome check_name(const char *text, const char *next, bool *takes_next)
{
    char name[64];
    const char *value = strchr(text, '=');
    size_t n = value == NULL ? strlen(text) : (size_t)(value - text);
    snprintf(name, sizeof name, "%.*s", (int)n, text);
    const struct option_info *t = table;
    while (t < table + NOPTIONS && (t->name[0] == '\0' || strcmp(t->name, name) != 0))
        t++;
    if (t == table + NOPTIONS)
        return unknown_option("--", name);
    if (t->help == NULL)
        return later(name);
    if (t->argument[0] == '\0')
        return value == NULL ? GO_ON : (say("--%s takes no argument", name), WRONG);
    *takes_next = value == NULL;
    value = value == NULL ? next : value + 1;
    if (value != NULL && value[0] != '\0')
        return GO_ON;
    say("--%s needs an argument: --%s=%s", name, name, t->argument);
    return WRONG;
}

/* Looks at the long options before getopt does, and says all that is wrong with them. */
static enum outcome check_names(int argc, char **argv)
{
    enum outcome all = GO_ON;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) != 0) {
            i += strcmp(argv[i], "-p") == 0 || strcmp(argv[i], "-j") == 0;
            continue;
        }
        bool takes_next = false;
        if (check_name(argv[i] + 2, i + 1 < argc ? argv[i + 1] : NULL, &takes_next) == WRONG)
            all = WRONG;
        i += takes_next;
    }
    return all;
}

static enum outcome parse(struct options *o, int argc, char **argv)
{
    struct option longs[NOPTIONS + 1] = {{0}};
    char letters[2 * NOPTIONS + 2] = ":", *letter = letters + 1;
    int nlong = 0;
    for (int i = 0; i < NOPTIONS; i++) {
        int takes = table[i].argument[0] == '\0' ? no_argument : required_argument;
        if (table[i].name[0] != '\0')
            longs[nlong++] = (struct option){table[i].name, takes, NULL, table[i].id};
        if (table[i].letter != 0) {
            *letter++ = table[i].letter;
            *letter++ = ':';
        }
    }
    enum outcome all = GO_ON;
    int id = 0, index = 0;
    optind = 0;
    while ((id = getopt_long(argc, argv, letters, longs, &index)) != -1) {
        enum outcome outcome = WRONG;
        if (id == ':')
            say("-%c needs an argument: -%c %s", optopt, optopt, list_of(optopt));
        else if (id == '?')
            outcome = unknown_letter(argv, optopt & 0xff);
        else
            outcome = apply(o, id, longs[index].name);
        if (outcome == DONE)
            return DONE;
        if (outcome == WRONG)
            all = WRONG;
    }
    for (int i = optind; i < argc; i++)
        vec_push(&o->files, argv[i]);
    return all;
}

/* Where results would go, if nothing is checked. */
static bool has_results(const struct options *o)
{
    const char *instead = o->list_programs      ? "--list-programs"
                          : o->dump == DUMP_RIR ? "--dump=rir"
                          : o->record != NULL   ? "--write-record"
                          : o->write_models     ? "--write-models"
                                                : NULL;
    const char *output = o->sarif != NULL          ? "--sarif"
                         : o->json != NULL         ? "--json"
                         : o->append_sarif != NULL ? "--append-sarif"
                                                   : NULL;
    if (instead != NULL && output != NULL)
        say("%s and %s: nothing is checked, so there are no results; leave one of them out",
            instead, output);
    return instead == NULL || output == NULL;
}

/* What stands after -- is for clang, but a source among it is meant like one before it. Where a
 * record is asked for, it is the command of the one source itself. */
static void take_inputs_behind(struct options *o)
{
    uint32_t nextra = 0;
    while (o->clang_args[nextra] != NULL)
        nextra++;
    struct words inputs = {{0}};
    if (o->record == NULL)
        command_inputs(&inputs, (const char *const *)o->clang_args, nextra);
    for (uint32_t i = 0; i < inputs.v.len; i++) {
        const char *input = inputs.v.data[i];
        if (unit_lang_of(input) != LANG_OTHER)
            vec_push(&o->files, input);
        else if (input[0] != '@')
            say("warning: -- %s: neither an option of a compiler nor a source, left out", input);
    }
    vec_free(&inputs.v);
}

static bool consistent(const struct options *o)
{
    if (!has_results(o))
        return false;
    if (o->write_models != NULL && o->models.len > 0)
        return true;
    if (o->build_dirs.len == 0 && o->files.len == 0) {
        say("nothing to analyse: give FILE.c..., or -p BUILD_DIR; --help says more");
        return false;
    }
    if (o->library && o->programs.len > 0) {
        say("--library and --program %s: a library has no main; give one of them",
            o->programs.data[0]);
        return false;
    }
    if (o->sarif != NULL && o->json != NULL && strcmp(o->sarif, "-") == 0 &&
        strcmp(o->json, "-") == 0) {
        say("--sarif - and --json -: only one of them can be standard output");
        return false;
    }
    return true;
}

static unsigned cores(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : (unsigned)n;
}

bool options_parse(struct options *o, int argc, char **argv, int *status)
{
    static const bool on[KIND_COUNT] = {
#define KIND(ID, string, enabled, judged, title) [KIND_##ID] = enabled,
#include "report/kinds.def"
#undef KIND
    };
    *o = (struct options){.unproven = UNPROVEN_NOTE, .jobs = cores()};
    for (int k = 0; k < KIND_COUNT; k++)
        o->enabled[k] = on[k];
    int end = 1;
    while (end < argc && strcmp(argv[end], "--") != 0)
        end++;
    o->clang_args = argv + end + (end < argc);
    enum outcome outcome = check_names(end, argv);
    if (outcome == GO_ON)
        outcome = parse(o, end, argv);
    if (outcome == GO_ON)
        take_inputs_behind(o);
    if (outcome == GO_ON && !consistent(o))
        outcome = WRONG;
    *status = outcome == WRONG ? STATUS_USAGE : STATUS_CLEAN;
    return outcome == GO_ON;
}

void options_free(struct options *o)
{
    vec_free(&o->files);
    vec_free(&o->tasks);
    vec_free(&o->models);
    vec_free(&o->suppressions);
    vec_free(&o->build_dirs);
    vec_free(&o->programs);
    vec_free(&o->exclude);
    vec_free(&o->allow_unparsed);
}
