/* fbp-cc: clang, with an analysis that rides along.
 *
 *   response files expanded -> own options taken out -> what clang will do with the rest ->
 *   clang, with our plugin where something is compiled -> what was linked is checked
 *
 * Without a link this program becomes clang (execve), so status, output and signals are clang's
 * own. What is added stands first on the command line, between arguments that tell clang not to
 * complain if it has no use for it. Where anything speaks against adding, the command is run as it
 * came. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cc/command.h"
#include "cc/find.h"
#include "cc/link.h"
#include "cc/models.h"
#include "cc/response.h"
#include "cc/run.h"
#include "cc/say.h"

static bool has_word(const struct command *c, const char *word)
{
    for (uint32_t i = 0; i < c->clang.v.len; i++)
        if (strcmp(c->clang.v.data[i].text, word) == 0)
            return true;
    return false;
}

/* What the plugin reads (plugin/section.h); what is set outside is meant for somebody else. */
static void set_environment(const struct command *c, const struct parts *p)
{
    static const char *const others[] = {"FBP_PLUGIN_OUT", "FBP_PLUGIN_STRIP", "FBP_PLUGIN_CHECKS",
                                         "FBP_PLUGIN_OWN_MODELS", "FBP_PLUGIN_NAMES"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        unsetenv(others[i]);
    setenv("FBP_PLUGIN_SECTION", "1", 1);
    if (c->debug)
        setenv("FBP_PLUGIN_STRIP", "1", 1);
    if (!has_word(c, "-fno-discard-value-names"))
        setenv("FBP_PLUGIN_NAMES", "1", 1);
    if (c->options.checks != CHECKS_NONE) {
        setenv("FBP_PLUGIN_CHECKS", c->options.checks == CHECKS_FULL ? "full" : "residual", 1);
        setenv("FBP_PLUGIN_MODELS", p->models, 1);
    }
}

/* The analysis reads positions and types from debug information. Where the user wants none, cc1
 * makes it as for -g, and the plugin takes it out again before code is generated. What nobody reads
 * of it is left out, as fbp-check does (check/compile.c): checksums of files, which DWARF 5 has,
 * and variables followed through stores. */
static void add_ours(struct arguments *out, const struct command *c, const struct parts *p,
                     struct arena *a)
{
    static const char *const debug[] = {"-Xclang", "-debug-info-kind=constructor",
                                        "-Xclang", "-dwarf-version=4",
                                        "-Xclang", "-debugger-tuning=gdb",
                                        "-Xclang", "-fexperimental-assignment-tracking=disabled"};
    vec_push(&out->v, "--start-no-unused-arguments");
    vec_push(&out->v, (const char *)arena_printf(a, "-fpass-plugin=%s", p->plugin));
    for (size_t i = 0; c->debug && i < sizeof debug / sizeof debug[0]; i++)
        vec_push(&out->v, debug[i]);
    vec_push(&out->v, "-fno-discard-value-names"); /* lower/address.c reads one */
    vec_push(&out->v, "--end-no-unused-arguments");
}

static bool begins(const struct command *c, const char *start)
{
    for (uint32_t i = 0; i < c->clang.v.len; i++)
        if (strncmp(c->clang.v.data[i].text, start, strlen(start)) == 0)
            return true;
    return false;
}

static bool is_sanitized(const struct command *c, const char *by)
{
    for (uint32_t i = 0; i < c->clang.v.len; i++) {
        const char *text = c->clang.v.data[i].text;
        if (strncmp(text, "-fsanitize=", 11) == 0 && strstr(text, by) != NULL)
            return true;
    }
    return false;
}

/* Why nothing is checked at run time, though it was asked for; NULL: it is. */
static const char *no_checks(const struct command *c)
{
    if (has_word(c, "-m32") || has_word(c, "-mx32") ||
        (begins(c, "--target=") && !begins(c, "--target=x86_64")))
        return "the run time is for x86-64 alone in this version";
    if (is_sanitized(c, "thread") || is_sanitized(c, "memory") || is_sanitized(c, "hwaddress"))
        return "not together with a sanitizer that has a shadow where ours is";
    return NULL;
}

/* The run time is in the program alone; what is shared finds it there. */
static void add_runtime(struct arguments *out, const struct command *c, const struct parts *p,
                        struct arena *a)
{
    /* What cannot be interposed in a static program. */
    static const char *const wrapped[] = {
        "malloc",        "calloc",         "realloc", "reallocarray", "memalign",
        "aligned_alloc", "posix_memalign", "valloc",  "pvalloc",      "free"};
    static const char *const others[] = {"-shared", "-r", "-nostdlib", "-nodefaultlibs"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (has_word(c, others[i]))
            return;
    bool fixed = has_word(c, "-static") || has_word(c, "-static-pie");
    const char *kind = fixed ? "_static" : is_sanitized(c, "address") ? "_asan" : "";
    vec_push(&out->v, "-Wl,--whole-archive");
    vec_push(&out->v, (const char *)arena_printf(a, "%s/libfbp_rt%s.a", p->runtime, kind));
    vec_push(&out->v, "-Wl,--no-whole-archive");
    for (size_t i = 0; fixed && i < sizeof wrapped / sizeof wrapped[0]; i++)
        vec_push(&out->v, (const char *)arena_printf(a, "-Wl,--wrap=%s", wrapped[i]));
    if (!fixed)
        vec_push(&out->v, "-Wl,--export-dynamic-symbol=__fbp_*");
}

static void explain(const struct command *c, const struct parts *p)
{
    const char *clang = c->analyse ? "clang with the plugin" : "clang";
    printf("%s%s", clang, c->debug ? ", debug information for the plugin alone" : "");
    if (c->check)
        printf(", then %s is checked", c->output);
    printf("%s%s%s\n", c->why[0] == '\0' ? "" : " (", c->why, c->why[0] == '\0' ? "" : ")");
    printf("clang: %s\nplugin: %s\n", p->clang, p->plugin != NULL ? p->plugin : "not found");
}

static _Noreturn void cannot_run(const struct parts *p, int error)
{
    say("cannot run %s: %s; install clang-19, or set FBP_CLANG", p->clang, strerror(error));
    exit(1);
}

static char *const *command_line(const struct command *c, const struct parts *p, char **argv,
                                 struct arena *a)
{
    struct arguments line = {0};
    vec_push(&line.v, p->clang);
    if (c->analyse)
        add_ours(&line, c, p, a);
    if (c->check && c->options.checks != CHECKS_NONE && p->runtime != NULL)
        add_runtime(&line, c, p, a);
    arguments_add(&line, &c->clang, argv, c->options_in_file, a);
    vec_push(&line.v, NULL);
    return (char *const *)line.v.data;
}

static _Noreturn void run(struct command *c, const struct parts *p, char **argv, struct arena *a)
{
    if ((c->analyse && p->plugin == NULL) || (c->check && p->check == NULL)) {
        say("%s/%s: not found; this is clang without an analysis (install fbp-check again, or set "
            "FBP_RESOURCE_DIR)",
            p->root, p->plugin == NULL ? "lib/fbp/fbp-plugin.so" : "bin/fbp-check");
        c->analyse = c->check = false;
    }
    const char *why =
        c->options.checks == CHECKS_NONE || !(c->analyse || c->check) ? NULL : no_checks(c);
    if (why != NULL) {
        say("warning: --fbp-checks: %s; nothing is checked at run time", why);
        c->options.checks = CHECKS_NONE;
    }
    if (c->options.checks != CHECKS_NONE && p->runtime == NULL) {
        say("--fbp-checks: %s/lib/fbp/libfbp_rt.a: not found; install fbp-check again, or set "
            "FBP_RESOURCE_DIR",
            p->root);
        exit(1);
    }
    if (c->analyse)
        set_environment(c, p);
    if (c->analyse && c->options.checks != CHECKS_NONE)
        models_for_plugin(&c->options, p, a);
    char *const *words = command_line(c, p, argv, a);
    if (c->check)
        link_and_check(words, c->output, &c->options, p, a);
    int error = run_instead(words);
    if (error == E2BIG && c->analyse) { /* there was room for it without ours */
        c->options_in_file = true;
        error = run_instead(command_line(c, p, argv, a));
    }
    cannot_run(p, error);
}

/* Returns the exit status, if clang was not run in our place. */
static int run_command(const struct words *words, struct command *c, const struct parts *p,
                       char **argv, struct arena *a)
{
    if (!command_parse(c, words))
        return 1;
    if (c->options.help)
        options_help();
    else if (c->options.version)
        puts("fbp-cc " FBP_VERSION);
    else if (c->options.explain)
        explain(c, p);
    else
        run(c, p, argv, a);
    return 0;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct words words = {0};
    struct command c = {0};
    struct parts p;
    parts_find(&p, &arena);
    if (!words_expand(&words, argc, argv, &arena)) {
        argv[0] = (char *)p.clang;
        cannot_run(&p, run_instead(argv));
    }
    int status = run_command(&words, &c, &p, argv, &arena);
    vec_free(&words.v);
    vec_free(&c.clang.v);
    arena_free(&arena);
    return status;
}
