/* Each unit is compiled by clang with our plugin, which writes the unit's RIR and ends the process
 * before any optimization, so a unit costs what parsing it costs.
 *
 * The command is the user's own, cleaned (command.c). Behind it come our arguments, and clang takes
 * the last word on each: debug information, the level at which clang describes declared functions
 * (-O1; nothing is optimized), no warnings, no fortified or inlined variants of libc functions
 * (models describe the plain ones). Mistakes that older compilers let pass as warnings stay
 * warnings. What -O1 -g does besides and nobody reads costs a fifth of the time: it is left out
 * (data for type-based aliasing, variables followed through stores, checksums of files in DWARF 5,
 * debug records, which lowering would turn back into calls).
 *
 * An argument that clang does not know (gcc has hundreds) is taken out and the unit tried again. A
 * unit that does not compile is named with clang's first error, and left out. */
#include "check/compile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check/command.h"
#include "check/load.h"
#include "check/paths.h"
#include "check/runner.h"
#include "check/say.h"
#include "check/tempdir.h"

extern char **environ;

enum { MOST_TRIES = 4 };

struct compiling {
    struct units *units;
    const struct resources *r;
    const struct options *o;
    const char *temp;
    uint32_t next, finished, total;
    uint8_t *tries;            /* per unit */
    VEC(const char *) dropped; /* arguments after -- that clang does not know: said */
    struct arena arena;
    struct compiled result;
};

/* ---- the command ---- */

static const char *const ours[] = {"-Wno-unknown-warning-option",
                                   "-Qunused-arguments",
                                   "-Wno-ignored-optimization-argument",
                                   "-Wno-error=implicit-function-declaration",
                                   "-Wno-error=implicit-int",
                                   "-Wno-error=int-conversion",
                                   "-Wno-error=incompatible-function-pointer-types",
                                   "-Wno-error=return-mismatch",
                                   "-w",
                                   "-fno-color-diagnostics",
                                   "-fno-caret-diagnostics",
                                   "-fno-crash-diagnostics",
                                   "-U_FORTIFY_SOURCE",
                                   "-fno-inline",
                                   "-g",
                                   "-gdwarf-4",
                                   "-O1",
                                   "-fno-strict-aliasing",
                                   "-Xclang",
                                   "-fexperimental-assignment-tracking=disabled",
                                   "-mllvm",
                                   "-experimental-debuginfo-iterators=0",
                                   "-fno-lto",
                                   "-fno-discard-value-names", /* lower/address.c reads one */
                                   "-c",
                                   "-o",
                                   "/dev/null"};

static char *const *command_of(struct compiling *c, const struct unit *unit)
{
    struct words w = {{0}};
    vec_push(&w.v, c->r->clang);
    for (uint32_t i = 0; i < unit->nclean; i++)
        vec_push(&w.v, unit->clean[i]);
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        vec_push(&w.v, ours[i]);
    vec_push(&w.v, (const char *)arena_printf(&c->units->arena, "-I%s", c->r->include));
    vec_push(&w.v, (const char *)arena_printf(&c->units->arena, "-fpass-plugin=%s", c->r->plugin));
    vec_push(&w.v, "--");
    vec_push(&w.v, unit->file);
    vec_push(&w.v, NULL);
    char *const *argv = arena_copy(&c->units->arena, w.v.data, w.v.len * sizeof *w.v.data);
    vec_free(&w.v);
    return argv;
}

static const char *result_path(struct compiling *c, uint32_t index)
{
    if (c->o->record != NULL)
        return c->o->record;
    return arena_printf(&c->arena, "%s/%u.rir", c->temp, index);
}

/* What in our environment is not for clang here: what is for the plugin, another language, and what
 * has clang print or write something for the build, or edits its command. */
static bool is_for_others(const char *setting)
{
    static const char *const begins[] = {"FBP_PLUGIN_",
                                         "LC_ALL=",
                                         "CC_PRINT_",
                                         "CC_LOG_DIAGNOSTICS",
                                         "CCC_OVERRIDE_OPTIONS=",
                                         "DEPENDENCIES_OUTPUT=",
                                         "SUNPRO_DEPENDENCIES="};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (strncmp(setting, begins[i], strlen(begins[i])) == 0)
            return strncmp(setting, "FBP_PLUGIN_DEBUG=", 17) != 0;
    return false;
}

/* Our environment with what the plugin reads (plugin/run.h), and messages in English. */
static char *const *environment(struct compiling *c, uint32_t index)
{
    struct words w = {{0}};
    for (char **e = environ; *e != NULL; e++)
        if (!is_for_others(*e))
            vec_push(&w.v, (const char *)*e);
    vec_push(&w.v, "LC_ALL=C");
    vec_push(&w.v,
             (const char *)arena_printf(&c->arena, "FBP_PLUGIN_OUT=%s", result_path(c, index)));
    if (c->o->record != NULL)
        vec_push(&w.v, "FBP_PLUGIN_RECORD=1");
    vec_push(&w.v, NULL);
    char *const *env = arena_copy(&c->arena, w.v.data, w.v.len * sizeof *w.v.data);
    vec_free(&w.v);
    return env;
}

static bool needs_clang(const struct unit *unit)
{
    return unit->carrier == NULL && (unit->lang == LANG_C || unit->lang == LANG_CXX);
}

static bool next_job(void *ctx, struct job *job)
{
    struct compiling *c = ctx;
    while (c->next < c->units->v.len && !needs_clang(&c->units->v.data[c->next]))
        c->next++;
    if (c->next == c->units->v.len)
        return false;
    *job = (struct job){.index = c->next++};
    struct unit *unit = &c->units->v.data[job->index];
    unit->argv = job->argv = command_of(c, unit);
    job->env = environment(c, job->index);
    job->dir = unit->dir;
    return true;
}

/* ---- what clang said ---- */

/* Ways in which clang names an argument that it does not take; the last ones may name its value
 * alone. */
static const struct refusal {
    const char *phrase;
    bool value;
} refusals[] = {{"unknown argument: '", false},  {"unknown argument '", false},
                {"unsupported option '", false}, {"unknown target CPU '", true},
                {"invalid value '", true},       {"unsupported argument '", true}};

/* Does a message quote this argument, or the X of "-option=X"? */
static bool quotes(const char *quoted, const char *arg, bool value)
{
    size_t n = strcspn(quoted, "'"), len = strlen(arg);
    if (n == len)
        return strncmp(quoted, arg, n) == 0;
    return value && n > 0 && n + 1 < len && arg[0] == '-' && arg[len - n - 1] == '=' &&
           strncmp(quoted, arg + len - n, n) == 0;
}

static bool is_refused(const char *messages, const char *arg)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        size_t n = strlen(refusals[i].phrase);
        for (const char *at = strstr(messages, refusals[i].phrase); at != NULL;
             at = strstr(at + n, refusals[i].phrase)) {
            if (quotes(at + n, arg, refusals[i].value))
                return true;
        }
    }
    return false;
}

/* Compilers' commands are full of options for gcc; one that the user gave here is worth a word. */
static void say_dropped(struct compiling *c, const char *arg)
{
    for (char **own = c->o->clang_args; *own != NULL; own++) {
        if (strcmp(*own, arg) != 0)
            continue;
        for (uint32_t i = 0; i < c->dropped.len; i++) {
            if (strcmp(c->dropped.data[i], arg) == 0)
                return;
        }
        say("warning: -- %s: clang does not know it, left out", arg);
        vec_push(&c->dropped, (const char *)*own);
        return;
    }
}

/* Takes every argument out that clang's messages refuse. */
static bool drop_refused(struct compiling *c, struct job *job)
{
    bool dropped = false;
    char **out = (char **)job->argv + 1;
    for (char *const *in = out; *in != NULL; in++) {
        if (!is_refused(job->messages, *in)) {
            *out++ = *in;
            continue;
        }
        say_dropped(c, *in);
        dropped = true;
    }
    *out = NULL;
    return dropped;
}

/* The first line with an error in it, cut off in place; NULL when there is none. */
static char *first_error(char *messages)
{
    char *error = strstr(messages, "error: ");
    if (error == NULL)
        return NULL;
    while (error > messages && error[-1] != '\n')
        error--;
    error[strcspn(error, "\n")] = '\0';
    return error;
}

/* clang names the file as it was given: absolute. */
static const char *shorten(const char *error)
{
    return error[0] == '/' ? path_shown(error) : error;
}

/* What to do about it. */
static const char *advice(const struct compiling *c, const char *why)
{
    if (strstr(why, "file not found") != NULL)
        return c->o->build_dirs.len > 0 ? "; build once, so that headers that are made are there"
                                        : "; name its folder with -- -I DIR, or use -p BUILD_DIR";
    if (strstr(why, "function definition is not allowed here") != NULL)
        return " (a nested function, which is gcc's alone); go on without it with "
               "--allow-unparsed, a model can describe its functions";
    return "; correct it, or go on without it with --allow-unparsed";
}

/* Why the unit is left out, in one line, without its name. */
static const char *why_failed(const struct compiling *c, const struct job *job)
{
    struct arena *a = &c->units->arena;
    int status = job->wait_status;
    char *error = first_error(job->messages);
    if (error != NULL)
        return arena_printf(a, "does not compile, left out: %s", shorten(error));
    if (WIFSIGNALED(status))
        return arena_printf(a, "%s ended by signal %d (%s), left out; please report this",
                            c->r->clang, WTERMSIG(status), strsignal(WTERMSIG(status)));
    job->messages[strcspn(job->messages, "\n")] = '\0';
    return arena_printf(a, "%s ended with status %d, left out: %s", c->r->clang,
                        WEXITSTATUS(status), job->messages);
}

static bool may_fail(const struct compiling *c, const struct unit *unit)
{
    for (uint32_t i = 0; i < c->o->allow_unparsed.len; i++) {
        if (unit_matches(unit, c->o->allow_unparsed.data[i]))
            return true;
    }
    return false;
}

/* The plugin writes the record itself, and is the first to know that it cannot: "fbp-plugin: cannot
 * write FILE: WHY" (plugin/run.c). */
static bool is_unwritten(struct compiling *c, const struct job *job)
{
    const char *record = c->o->record;
    if (record == NULL || job->error != 0)
        return false;
    const char *phrase = arena_printf(&c->arena, "fbp-plugin: cannot write %s: ", record);
    const char *at = strstr(job->messages, phrase);
    if (at == NULL)
        return false;
    at += strlen(phrase);
    say("--write-record %s: cannot be written: %.*s; name another file", record,
        (int)strcspn(at, "\n"), at);
    return c->result.unwritten = true;
}

/* C++ is a guest: what cannot be done with it leaves its functions unknown, and is no reason to
 * call the analysis of the C units incomplete. */
static void leave_out(struct compiling *c, const struct unit *unit, const struct job *job)
{
    if (job->error != 0) {
        say("%s: cannot run %s: %s; install clang-19, or set FBP_CLANG", unit->shown, c->r->clang,
            strerror(job->error));
        c->result.whole = false;
        return;
    }
    struct left_out out = {unit->shown, why_failed(c, job), false};
    bool allowed = may_fail(c, unit);
    if (unit->lang == LANG_CXX && !allowed)
        say("warning: %s: %s", out.shown, out.why);
    if (unit->lang == LANG_CXX || allowed) {
        vec_push(&c->units->left_out, out);
        return;
    }
    say("%s: %s%s", out.shown, out.why, advice(c, out.why));
    c->result.whole = false;
}

static bool job_done(void *ctx, struct job *job)
{
    struct compiling *c = ctx;
    struct unit *unit = &c->units->v.data[job->index];
    bool good =
        job->error == 0 && WIFEXITED(job->wait_status) && WEXITSTATUS(job->wait_status) == 0;
    if (!good && job->error == 0 && ++c->tries[job->index] < MOST_TRIES && drop_refused(c, job))
        return true;
    const char *path = result_path(c, job->index);
    if (!good && !is_unwritten(c, job))
        leave_out(c, unit, job);
    else if (good && c->o->record == NULL)
        c->result.whole &= (unit->module = load_binary(unit, path)) != NULL;
    if (c->o->record == NULL)
        unlink(path);
    say_progress(++c->finished, c->total, "", unit->shown);
    return false;
}

/* ---- all units ---- */

static bool load_texts(struct units *u)
{
    bool whole = true;
    for (uint32_t i = 0; i < u->v.len; i++) {
        struct unit *unit = &u->v.data[i];
        if (unit->lang == LANG_RIR)
            whole &= (unit->module = load_text(unit)) != NULL;
    }
    return whole;
}

struct compiled compile_units(struct units *u, const struct resources *r, const struct options *o)
{
    struct compiling c = {.units = u, .r = r, .o = o, .result.whole = load_texts(u)};
    for (uint32_t i = 0; i < u->v.len; i++)
        c.total += needs_clang(&u->v.data[i]);
    if (c.total == 0) {
        units_unite_compiled(u);
        return c.result;
    }
    bool found = r->plugin != NULL && r->include != NULL;
    c.temp = found && o->record == NULL ? tempdir_make() : NULL;
    if (!found || (c.temp == NULL && o->record == NULL))
        return (struct compiled){.whole = false};
    c.tries = ARENA_ARRAY(&c.arena, uint8_t, u->v.len);
    struct runner runner = {o->jobs < c.total ? o->jobs : c.total, next_job, job_done, &c};
    c.result.signal = runner_run(&runner);
    tempdir_remove();
    say_progress_end();
    arena_free(&c.arena);
    vec_free(&c.dropped);
    units_unite_compiled(u);
    return c.result;
}
