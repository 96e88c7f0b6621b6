/* Tools record every call of a compiler, and not all of them compile:
 *
 *   compiles    one unit per source on the command, whatever the entry's "file" says
 *   links       no source but object files: they belong together (programs.c)
 *   lists       -S, -fsyntax-only: a unit only if nothing else compiles that file
 *   nothing     -E, -M, -MM: preprocessing, dependencies
 *   probes      what configure, CMake or Meson compile to learn about the compiler
 *
 * The same source compiled into the same object is one unit; the last command counts, since it made
 * the object that is there (Bear appends). Unusable entries (a file or folder that is gone, no
 * command) are named and left out, and the run is incomplete. */
#include "check/entry.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/command.h"
#include "check/paths.h"
#include "check/say.h"

static bool is_wanted(const struct entries *e, const char *file)
{
    bool any = e->wanted->n == 0;
    for (uint32_t i = 0; i < e->wanted->n; i++) {
        if (path_same(e->wanted->files[i], file))
            any = e->wanted->found[i] = true;
    }
    return any;
}

/* ---- probes ---- */

static bool is_probe(const char *file)
{
    static const char *const folders[] = {"/CMakeFiles/CMakeTmp/", "/CMakeFiles/CMakeScratch/",
                                          "/meson-private/", "/CompilerIdC/", "/CompilerIdCXX/"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (strstr(file, folders[i]) != NULL)
            return true;
    }
    return strncmp(path_base(file), "conftest.", 9) == 0;
}

/* ---- units ---- */

/* The object a source is compiled into: -o, or by the compiler's default. */
static const char *object_path(const struct entries *e, const struct entry *entry,
                               const char *source, enum command_makes makes)
{
    struct arena *a = &e->units->arena;
    const char *name = entry->output;
    if (name == NULL)
        name = command_output(entry->args, entry->nargs);
    if (name == NULL && makes == MAKES_PROGRAM)
        name = "a.out";
    if (name == NULL) {
        const char *base = path_base(source), *ext = path_ext(source);
        size_t n = strlen(base) - strlen(ext) - (ext[0] != '\0');
        name = arena_printf(a, "%.*s.o", (int)n, base);
    }
    return path_absolute(entry->dir, name, a);
}

static uint64_t key_of(const char *file, const char *object)
{
    return hash_mem(file, strlen(file)) ^ hash64(hash_mem(object, strlen(object)));
}

static void add_unit(struct entries *e, const struct unit *unit, const struct object *object)
{
    struct units *u = e->units;
    uint32_t index = u->v.len;
    uint64_t key = key_of(unit->file, object->path);
    if (map_get(&e->made, key, &index) && strcmp(u->v.data[index].file, unit->file) == 0 &&
        strcmp(u->v.data[index].objects.data[0].path, object->path) == 0) {
        struct unit *old = &u->v.data[index];
        vec_free(&old->objects);
        *old = *unit;
    } else {
        index = u->v.len;
        map_put(&e->made, key, index);
        vec_push(&u->v, *unit);
    }
    vec_push(&u->v.data[index].objects, *object);
}

static bool is_there(struct entries *e, const struct unit *unit)
{
    static const char advice[] = "left out, run the build's configure step again";
    int error = path_read_error(unit->file);
    if (error != 0)
        say("%s: %s (named in %s); %s", unit->shown,
            error == EISDIR ? "is a directory" : strerror(error), e->path, advice);
    else if (access(unit->dir, X_OK) != 0)
        say("%s: its folder %s: %s (named in %s); %s", unit->shown, path_shown(unit->dir),
            strerror(errno), e->path, advice);
    else
        return true;
    return e->whole = false;
}

static void take_source(struct entries *e, const struct entry *entry, const char *file,
                        enum command_makes makes)
{
    struct unit unit = {.file = file,
                        .shown = path_shown(file),
                        .dir = entry->dir,
                        .args = entry->args,
                        .nargs = entry->nargs};
    if (is_probe(file)) {
        vec_push(&e->probes, unit.shown);
        return;
    }
    if (!is_wanted(e, file) || !is_there(e, &unit))
        return;
    if (entry->wrong != NULL) {
        say("%s: %s (in %s); left out, run the build's configure step again", unit.shown,
            entry->wrong, e->path);
        e->whole = false;
        return;
    }
    uint32_t first = command_compiler(entry->args, entry->nargs);
    unit.lang = command_lang(entry->args + first, entry->nargs - first, unit_lang_of(file));
    if (unit.lang == LANG_ASM) {
        vec_push(&e->assembler, unit.shown);
    } else if (unit.lang == LANG_OTHER) {
        say("%s: not a C file (named in %s); left out, a model can describe its functions",
            unit.shown, e->path);
        e->whole = false;
    } else {
        struct object o =
            object_of(object_path(e, entry, file, makes), file, entry->dir, &e->units->arena);
        add_unit(e, &unit, &o);
    }
}

/* ---- links ---- */

static void take_link(struct entries *e, const struct entry *entry, const struct words *objects)
{
    struct arena *a = &e->units->arena;
    struct link link = {.output = object_path(e, entry, "", MAKES_PROGRAM),
                        .shared = command_has(entry->args, entry->nargs, "-shared"),
                        .nobjects = objects->v.len};
    if (link.nobjects == 0)
        return;
    link.objects = arena_copy(a, objects->v.data, objects->v.len * sizeof *objects->v.data);
    vec_push(&e->units->links, link);
}

/* ---- entries ---- */

static bool is_source(const char *file)
{
    enum unit_lang lang = unit_lang_of(file);
    return lang == LANG_C || lang == LANG_CXX || lang == LANG_ASM;
}

static void take_compiling(struct entries *e, const struct entry *entry, enum command_makes makes)
{
    struct arena *a = &e->units->arena;
    struct words inputs = {{0}}, objects = {{0}};
    bool itself = false;
    uint32_t first = command_compiler(entry->args, entry->nargs);
    command_inputs(&inputs, entry->args + first, entry->nargs - first);
    for (uint32_t i = 0; i < inputs.v.len; i++) {
        const char *file = path_absolute(entry->dir, inputs.v.data[i], a);
        if (is_source(file)) {
            itself |= path_same(file, entry->file);
        } else if (object_is_link_input(file)) {
            vec_push(&objects.v, file);
        }
    }
    for (uint32_t i = 0; i < inputs.v.len; i++) {
        const char *file = path_absolute(entry->dir, inputs.v.data[i], a);
        if (is_source(file) && !path_same(file, entry->file))
            take_source(e, entry, file, makes);
    }
    if (itself || !object_is_link_input(entry->file))
        take_source(e, entry, entry->file, makes);
    if (makes == MAKES_PROGRAM)
        take_link(e, entry, &objects);
    vec_free(&inputs.v);
    vec_free(&objects.v);
}

void entry_take(struct entries *e, const struct entry *entry)
{
    uint32_t first = command_compiler(entry->args, entry->nargs);
    enum command_makes makes = command_makes(entry->args + first, entry->nargs - first);
    const char *output = command_output(entry->args, entry->nargs);
    if (makes == MAKES_LISTING || (output != NULL && strcmp(output, "/dev/null") == 0))
        vec_push(&e->listings, *entry);
    else if (makes != MAKES_NOTHING)
        take_compiling(e, entry, makes);
    else
        is_wanted(e, entry->file);
}

static bool is_compiled(const struct entries *e, const char *file)
{
    for (uint32_t i = 0; i < e->units->v.len; i++) {
        if (strcmp(e->units->v.data[i].file, file) == 0)
            return true;
    }
    return false;
}

static const char *and_more(char *text, size_t size, uint32_t n)
{
    text[0] = '\0';
    if (n > 1)
        snprintf(text, size, " and %u more", n - 1);
    return text;
}

void entries_end(struct entries *e)
{
    char more[32];
    for (uint32_t i = 0; i < e->listings.len; i++) {
        if (!is_compiled(e, e->listings.data[i].file))
            take_compiling(e, &e->listings.data[i], MAKES_OBJECT);
    }
    if (e->assembler.len > 0)
        say("%s%s: assembler is not analysed; its functions are unknown, a model can describe them",
            e->assembler.data[0], and_more(more, sizeof more, e->assembler.len));
    if (e->probes.len > 0)
        say("%s%s: compiled to try the compiler, left out", e->probes.data[0],
            and_more(more, sizeof more, e->probes.len));
    vec_free(&e->listings);
    vec_free(&e->assembler);
    vec_free(&e->probes);
    map_free(&e->made);
}
