/* The compiler sees annotations as opaque strings; whether a position exists and is a pointer, or
 * FBP_TASK stands on a function, is checked by parsing the unit once more with libclang
 * (model/model.h), with the arguments that compiled it.
 *
 * That costs as much as compiling, so it is done only for units in which annotations can be: those
 * where "FBP_" occurs in a file that the unit has code or declarations from. System headers are
 * taken to have none. */
#define _GNU_SOURCE
#include "check/mistakes.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "check/paths.h"
#include "check/say.h"
#include "check/words.h"
#include "model/model.h"

struct looking {
    struct arena arena;
    struct intern names;
    struct map files; /* interned name to 1 if it has annotations, else 0 */
    struct map said;  /* hash of each message */
    bool mistakes;
};

static bool has_annotations(struct looking *l, const char *file)
{
    uint32_t found = 0;
    uint64_t key = (uint64_t)(uintptr_t)intern_str(&l->names, file);
    if (strncmp(file, "/usr/", 5) == 0)
        return false;
    if (!map_get(&l->files, key, &found)) {
        size_t size = 0;
        char *text = file_read(file, &size);
        found = text != NULL && memmem(text, size, "FBP_", 4) != NULL;
        free(text);
        map_put(&l->files, key, found);
    }
    return found != 0;
}

static bool unit_has_annotations(struct looking *l, const struct unit *unit)
{
    if (has_annotations(l, unit->file))
        return true;
    for (uint32_t i = 0; i < unit->module->files.len; i++) {
        if (has_annotations(l, unit->module->files.data[i]))
            return true;
    }
    return false;
}

static void report(void *ctx, const char *file, uint32_t line, uint32_t col, const char *message)
{
    struct looking *l = ctx;
    uint32_t seen = 0;
    const char *shown = path_shown(path_absolute(path_cwd(), file, &l->arena));
    const char *text = arena_printf(&l->arena, "%s:%u:%u: %s", shown, line, col, message);
    uint64_t key = hash_mem(text, strlen(text));
    l->mistakes = true;
    if (map_get(&l->said, key, &seen))
        return;
    map_put(&l->said, key, 1);
    say("%s", text);
}

/* The arguments of a unit's last command that are about parsing: without clang, the plugin, and "--
 * FILE" at the end. */
static void look_at(struct looking *l, const struct unit *unit)
{
    struct words w = {{0}};
    vec_push(&w.v, (const char *)arena_printf(&l->arena, "-working-directory=%s", unit->dir));
    for (char *const *arg = unit->argv + 1; *arg != NULL && strcmp(*arg, "--") != 0; arg++) {
        if (strncmp(*arg, "-fpass-plugin=", 14) != 0)
            vec_push(&w.v, (const char *)*arg);
    }
    model_check_source(unit->file, w.v.data, (int)w.v.len, report, l);
    vec_free(&w.v);
}

bool mistakes_find(const struct units *u)
{
    struct looking l = {0};
    for (uint32_t i = 0; i < u->v.len; i++) {
        const struct unit *unit = &u->v.data[i];
        if (unit->argv != NULL && unit->module != NULL && unit_has_annotations(&l, unit))
            look_at(&l, unit);
    }
    bool clean = !l.mistakes;
    map_free(&l.files);
    map_free(&l.said);
    intern_free(&l.names);
    arena_free(&l.arena);
    return clean;
}
