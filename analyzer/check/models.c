/* A model is believed, so the report lists it: one entry per file, naming the functions it was
 * needed for. A model with a mistake is used as far as it was understood, and the run counts as
 * incomplete. */
#include "check/models.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/paths.h"
#include "check/say.h"

static void diagnose(void *ctx, const char *file, uint32_t line, uint32_t col, const char *message)
{
    bool *silent = ctx;
    *silent = false;
    if (line == 0)
        say("%s: %s", file, message);
    else
        say("%s:%u:%u: %s", file, line, col, message);
}

static bool add(struct model_set *set, const char *path, const struct resources *r)
{
    struct arena a = {0};
    const char *args[] = {r->include == NULL ? "-I." : arena_printf(&a, "-I%s", r->include)};
    bool silent = true;
    bool good = model_set_add(set, path, args, 1, diagnose, &silent);
    if (!good && silent)
        say("%s: not a model that can be read; write declarations in C (docs/annotations.md)",
            path);
    arena_free(&a);
    return good;
}

static bool add_ours(struct model_set *set, const struct resources *r, struct arena *a)
{
    const char *args[] = {r->include == NULL ? "-I." : arena_printf(a, "-I%s", r->include)};
    bool silent = true;
    return r->models != NULL && model_set_add_library(set, r->models, args, 1, diagnose, &silent);
}

static bool add_own(struct model_set *set, const struct options *o, const struct resources *r)
{
    bool good = true;
    for (uint32_t i = 0; i < o->models.len; i++) {
        const char *path = o->models.data[i];
        int error = path_read_error(path);
        if (error != 0)
            say("--model %s: %s; %s", path, strerror(error), advice_on_reading(error));
        good &= error == 0 && add(set, path, r);
    }
    return good;
}

static void note_use(void *ctx, const char *name, const char *path)
{
    struct models_used *used = ctx;
    struct model_use use = {arena_strdup(&used->arena, name), arena_strdup(&used->arena, path)};
    vec_push(&used->v, use);
}

struct model_set *models_read(const struct options *o, const struct resources *r, bool *good)
{
    struct arena a = {0};
    struct model_set *set = model_set_new();
    *good &= add_ours(set, r, &a);
    *good &= add_own(set, o, r);
    arena_free(&a);
    return set;
}

int models_write(const struct options *o, const struct resources *r)
{
    struct model_set *set = model_set_new();
    bool good = add_own(set, o, r);
    FILE *out = fopen(o->write_models, "w");
    bool written = out != NULL && model_set_save(set, out);
    if (out != NULL)
        written &= fclose(out) == 0;
    if (!written)
        say("--write-models %s: cannot be written: %s; name another file", o->write_models,
            strerror(errno));
    model_set_free(set);
    return !written ? STATUS_USAGE : good ? STATUS_CLEAN : STATUS_INCOMPLETE;
}

void models_apply(const struct model_set *set, struct rir_module *program, struct models_used *used)
{
    model_set_apply(set, program, note_use, used);
}

void models_used_free(struct models_used *used)
{
    vec_free(&used->v);
    arena_free(&used->arena);
}

static int compare(const void *a, const void *b)
{
    const struct model_use *x = a, *y = b;
    int c = strcmp(x->path, y->path);
    return c != 0 ? c : strcmp(x->function, y->function);
}

void models_list(const struct models_used *used, struct result *r)
{
    struct model_use *all = used->v.data;
    uint32_t n = used->v.len;
    if (n > 0)
        qsort(all, n, sizeof *all, compare);
    for (uint32_t i = 0, end = 0; i < n; i = end) {
        char *names = arena_strdup(&r->arena, all[i].function);
        for (end = i + 1; end < n && strcmp(all[i].path, all[end].path) == 0; end++) {
            if (strcmp(all[end].function, all[end - 1].function) != 0)
                names = arena_printf(&r->arena, "%s, %s", names, all[end].function);
        }
        struct trusted_info info = {.kind = TRUST_MODEL, .why = names};
        info.name = arena_strdup(&r->arena, path_base(all[i].path));
        vec_push(&r->trusted, info);
    }
}
