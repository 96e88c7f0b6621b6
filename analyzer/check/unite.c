/* Copies that do not differ. A build compiles many a source twice: for a static and a shared
 * library, or again for a program with flags that matter to no line of it. Such copies are one unit
 * with several objects, so that it is compiled and counted once, and no choice between them is
 * needed.
 *
 * Two rules, before and after compiling: the arguments are equal but for position independence and
 * the output; or the same source in the same folder gave the same RIR, byte for byte. */
#define _GNU_SOURCE
#include <string.h>

#include "base/map.h"
#include "check/command.h"
#include "check/unit.h"

static bool is_pic(const char *arg)
{
    static const char *const pic[] = {"-fPIC",    "-fpic",    "-fPIE",    "-fpie",
                                      "-fno-PIC", "-fno-pic", "-fno-PIE", "-fno-pie"};
    for (size_t i = 0; i < sizeof pic / sizeof pic[0]; i++) {
        if (strcmp(arg, pic[i]) == 0)
            return true;
    }
    return false;
}

/* What decides how a source is read. Position independence does not, and where the object goes
 * does not. (The macro PIC, which libtool defines besides, may: xz looks at it.) */
static const char *reading_of(struct units *u, const struct unit *unit)
{
    size_t size = strlen(unit->file) + strlen(unit->dir) + 2;
    for (uint32_t i = 0; i < unit->nclean; i++)
        size += strlen(unit->clean[i]) + 1;
    char *text = arena_alloc(&u->arena, size), *at = text;
    at = stpcpy(at, unit->file);
    *at++ = '\n';
    at = stpcpy(at, unit->dir);
    for (uint32_t i = 0; i < unit->nclean; i++) {
        if (is_pic(unit->clean[i]))
            continue;
        *at++ = '\n';
        at = stpcpy(at, unit->clean[i]);
    }
    return text;
}

static void absorb(struct unit *into, struct unit *from)
{
    for (uint32_t i = 0; i < from->objects.len; i++)
        vec_push(&into->objects, from->objects.data[i]);
    unit_free(from);
    *from = (struct unit){0};
}

static void drop_absorbed(struct units *u)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < u->v.len; i++) {
        if (u->v.data[i].file != NULL)
            u->v.data[kept++] = u->v.data[i];
    }
    u->v.len = kept;
}

static void clean(struct units *u, struct unit *unit)
{
    struct words words = {{0}};
    command_clean(&words, unit, &u->arena);
    unit->nclean = words.v.len;
    unit->clean = arena_copy(&u->arena, words.v.data, words.v.len * sizeof *words.v.data);
    vec_free(&words.v);
}

void units_unite_read_alike(struct units *u)
{
    struct map seen = {0};
    const char **readings = ARENA_ARRAY(&u->arena, const char *, u->v.len + 1);
    for (uint32_t i = 0; i < u->v.len; i++) {
        uint32_t first = 0;
        if (u->v.data[i].carrier != NULL)
            continue;
        clean(u, &u->v.data[i]);
        readings[i] = reading_of(u, &u->v.data[i]);
        uint64_t key = hash_mem(readings[i], strlen(readings[i]));
        if (map_get(&seen, key, &first) && strcmp(readings[first], readings[i]) == 0)
            absorb(&u->v.data[first], &u->v.data[i]);
        else
            map_put(&seen, key, i);
    }
    drop_absorbed(u);
    map_free(&seen);
}

void units_unite_compiled(struct units *u)
{
    struct map seen = {0};
    for (uint32_t i = 0; i < u->v.len; i++) {
        struct unit *unit = &u->v.data[i], *first = NULL;
        uint32_t at = 0;
        uint64_t key = unit->hash ^ hash64(hash_mem(unit->file, strlen(unit->file)));
        if (unit->module != NULL && unit->hash != 0 && map_get(&seen, key, &at))
            first = &u->v.data[at];
        if (first != NULL && first->hash == unit->hash && strcmp(first->file, unit->file) == 0 &&
            strcmp(first->dir, unit->dir) == 0)
            absorb(first, unit);
        else if (unit->module != NULL)
            map_put(&seen, key, i);
    }
    drop_absorbed(u);
    map_free(&seen);
}
