/* What the command line names, as units. Whatever cannot be a unit is said in one line and left
 * out; the rest is still analysed. */
#define _GNU_SOURCE
#include "check/unit.h"

#include <errno.h>
#include <string.h>

#include "check/carried.h"
#include "check/command.h"
#include "check/compdb.h"
#include "check/paths.h"
#include "check/say.h"

static bool listed(const char *ext, const char *list)
{
    size_t n = strlen(ext);
    for (const char *at = strstr(list, ext); n > 0 && at != NULL; at = strstr(at + 1, ext)) {
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    }
    return false;
}

enum unit_lang unit_lang_of(const char *file)
{
    const char *ext = path_ext(file);
    if (listed(ext, "c i"))
        return LANG_C;
    if (listed(ext, "cc cp cxx cpp CPP c++ C ii"))
        return LANG_CXX;
    if (strcmp(ext, "rir") == 0)
        return LANG_RIR;
    return listed(ext, "s S sx asm") ? LANG_ASM : LANG_OTHER;
}

static bool is_listed(const struct units *u, const char *file)
{
    for (uint32_t i = 0; i < u->v.len; i++) {
        if (strcmp(u->v.data[i].file, file) == 0)
            return true;
    }
    return false;
}

static bool is_readable(const char *file)
{
    int error = path_read_error(file);
    if (error == EISDIR)
        say("%s: is a directory; give its .c files, or -p for a build folder", file);
    else if (error != 0)
        say("%s: %s; %s", file, strerror(error), advice_on_reading(error));
    return error == 0;
}

/* Behind those that the unit's command has, so that they win. */
static void append_arguments(struct units *u, struct unit *unit, const struct words *extra)
{
    uint32_t n = unit->nargs, nextra = extra->v.len;
    if (nextra == 0)
        return;
    const char **args = ARENA_ARRAY(&u->arena, const char *, n + nextra);
    memcpy(args, unit->args, n * sizeof *args);
    memcpy(args + n, extra->v.data, nextra * sizeof *args);
    unit->args = args;
    unit->nargs = n + nextra;
}

static bool add_file(struct units *u, const struct options *o, const char *file,
                     const struct words *extra)
{
    struct unit unit = {.dir = path_cwd(), .shown = file};
    if (!is_readable(file))
        return false;
    if (carried_is_compiled(file)) /* whatever it is called */
        return carried_read(u, file, o->only_violations != NULL);
    unit.lang = unit_lang_of(file);
    if (unit.lang == LANG_OTHER)
        unit.lang = command_lang(extra->v.data, extra->v.len, LANG_OTHER);
    if (unit.lang == LANG_OTHER) {
        say("%s: not a C file (expected .c or .i); if it is C all the same, add -- -x c", file);
        return false;
    }
    if (unit.lang == LANG_ASM) {
        say("%s: assembler is not analysed; its functions are unknown, a model can describe them",
            file);
        return true;
    }
    unit.file = path_absolute(unit.dir, file, &u->arena);
    if (is_listed(u, unit.file))
        return true;
    static const char *const compiler[] = {"cc"}; /* a command of our own making */
    unit.args = compiler;
    unit.nargs = 1;
    append_arguments(u, &unit, extra);
    vec_push(&u->v, unit);
    return true;
}

static void append_extra(struct units *u, const struct words *extra)
{
    for (uint32_t i = 0; i < u->v.len; i++)
        append_arguments(u, &u->v.data[i], extra);
}

/* ---- databases ---- */

static bool report_missing(struct units *u, const struct options *o,
                           const struct wanted_files *wanted)
{
    bool whole = true;
    const char *first = compdb_path(o->build_dirs.data[0], &u->arena);
    for (uint32_t i = 0; i < wanted->n; i++) {
        if (wanted->found[i])
            continue;
        say("%s: not in %s%s; check the name, or analyse it without -p",
            path_shown(wanted->files[i]), first,
            o->build_dirs.len > 1 ? " or the other databases" : "");
        whole = false;
    }
    return whole;
}

static void read_databases(struct units_found *found, struct units *u, const struct options *o)
{
    uint32_t n = o->files.len;
    const char **files = ARENA_ARRAY(&u->arena, const char *, n + 1);
    for (uint32_t i = 0; i < n; i++)
        files[i] = path_absolute(path_cwd(), o->files.data[i], &u->arena);
    struct wanted_files wanted = {files, n, ARENA_ARRAY(&u->arena, bool, n + 1)};
    for (uint32_t i = 0; i < o->build_dirs.len; i++)
        found->whole &= compdb_read(u, o->build_dirs.data[i], &wanted, &found->databases);
    if (found->databases)
        found->whole &= report_missing(u, o, &wanted);
}

/* ---- what is left out ---- */

bool unit_matches(const struct unit *unit, const char *pattern)
{
    bool any = path_fits(pattern, unit->file);
    for (uint32_t i = 0; i < unit->objects.len && !any; i++)
        any = path_fits(pattern, unit->objects.data[i].path);
    return any;
}

static void free_module(struct unit *unit)
{
    rir_module_free(unit->module);
    unit->module = NULL;
}

void unit_free(struct unit *unit)
{
    vec_free(&unit->objects);
    free_module(unit);
}

void units_free_modules(struct units *u)
{
    for (uint32_t i = 0; i < u->v.len; i++)
        free_module(&u->v.data[i]);
}

static void exclude(struct units *u, const struct options *o)
{
    bool *used = ARENA_ARRAY(&u->arena, bool, o->exclude.len + 1);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < u->v.len; i++) {
        struct unit *unit = &u->v.data[i];
        const char *by = NULL;
        for (uint32_t k = 0; k < o->exclude.len; k++) {
            if (!unit_matches(unit, o->exclude.data[k]))
                continue;
            by = o->exclude.data[k];
            used[k] = true;
        }
        if (by == NULL) {
            u->v.data[kept++] = *unit;
            continue;
        }
        struct left_out out = {unit->shown, arena_printf(&u->arena, "--exclude %s", by), true};
        vec_push(&u->left_out, out);
        unit_free(unit);
    }
    if (kept == 0 && u->v.len != 0)
        say("--exclude leaves out every source; give a GLOB that fits fewer");
    u->v.len = kept;
    for (uint32_t k = 0; k < o->exclude.len; k++) {
        if (!used[k])
            say("--exclude %s: fits no source and no object; a GLOB with a / has to fit the whole "
                "path",
                o->exclude.data[k]);
    }
}

/* ---- all units ---- */

/* What stands after --, with response files read in, as they are seen from here. */
static bool read_extra(struct words *extra, struct units *u, const struct options *o)
{
    bool whole = true;
    for (char **arg = o->clang_args; *arg != NULL; arg++) {
        if (words_add(extra, *arg, path_cwd(), &u->arena))
            continue;
        say("-- %s: %s; %s", *arg, errno == 0 ? "ends within quotes" : strerror(errno),
            errno == 0 ? "close them" : advice_on_reading(errno));
        whole = false;
    }
    return whole;
}

struct units_found units_find(struct units *u, const struct options *o)
{
    struct units_found found = {true, true};
    struct words extra = {{0}};
    found.whole = read_extra(&extra, u, o);
    if (o->build_dirs.len == 0) {
        for (uint32_t i = 0; i < o->files.len; i++)
            found.whole &= add_file(u, o, o->files.data[i], &extra);
    } else {
        read_databases(&found, u, o);
        append_extra(u, &extra);
    }
    vec_free(&extra.v);
    exclude(u, o);
    units_unite_read_alike(u);
    return found;
}

void units_free(struct units *u)
{
    for (uint32_t i = 0; i < u->v.len; i++)
        unit_free(&u->v.data[i]);
    vec_free(&u->v);
    vec_free(&u->links);
    vec_free(&u->left_out);
    arena_free(&u->arena);
}
