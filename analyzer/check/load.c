/* A module names files as its compiler was told: relative to the folder that it ran in. Here all
 * units get one view, that of the working directory, so that the same header has one name
 * everywhere (a place counts once per position) and the report can be clicked on. */
#include "check/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "check/paths.h"
#include "check/say.h"
#include "check/words.h"
#include "rir/binary.h"
#include "rir/text.h"
#include "rir/verify.h"

/* Names are interned, so each distinct one is worked out once. */
struct renaming {
    struct rir_module *m;
    const char *dir;
    struct map known; /* address of the old name to index in names */
    VEC(const char *) names;
};

static void rename_file(struct renaming *r, const char **file)
{
    uint32_t index = 0;
    if (*file == NULL || (*file)[0] == '<' || (*file)[0] == '\0')
        return;
    uint64_t key = (uint64_t)(uintptr_t)*file;
    if (!map_get(&r->known, key, &index)) {
        struct arena a = {0};
        const char *shown = path_shown(path_absolute(r->dir, *file, &a));
        index = r->names.len;
        vec_push(&r->names, intern_str(&r->m->strings, shown));
        map_put(&r->known, key, index);
        arena_free(&a);
    }
    *file = r->names.data[index];
}

static void rename_files(struct rir_module *m, const char *dir)
{
    struct renaming r = {.m = m, .dir = dir};
    rename_file(&r, &m->name);
    for (uint32_t i = 0; i < m->files.len; i++)
        rename_file(&r, &m->files.data[i]);
    for (uint32_t i = 0; i < m->globals.len; i++)
        rename_file(&r, &m->globals.data[i].pos.file);
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        struct rir_func *f = &m->funcs.data[i];
        rename_file(&r, &f->pos.file);
        for (uint32_t k = 0; k < f->nsites; k++)
            rename_file(&r, &f->sites[k].pos.file);
    }
    map_free(&r.known);
    vec_free(&r.names);
}

struct rir_module *load_text(const struct unit *unit)
{
    size_t size = 0;
    char *text = file_read(unit->file, &size), reason[300];
    struct rir_error error = {0};
    if (text == NULL) {
        say("%s: %s; %s", unit->shown, strerror(errno), advice_on_reading(errno));
        return NULL;
    }
    struct rir_module *m = rir_text_parse(unit->shown, text, size, &error);
    free(text);
    if (m == NULL) {
        say("%s:%u:%u: not RIR: %s; docs/rir.md has the grammar", unit->shown, error.line,
            error.col, error.text);
        return NULL;
    }
    if (!rir_verify(m, reason, sizeof reason)) {
        say("%s: RIR that breaks a rule: %s; docs/rir.md has the rules", unit->shown, reason);
        rir_module_free(m);
        return NULL;
    }
    return m;
}

struct rir_module *load_carried(struct unit *unit, const char *carrier, const unsigned char *data,
                                size_t size)
{
    size_t used = 0;
    struct rir_error error = {0};
    struct rir_module *m = rir_binary_read(data, size, &used, &error);
    unit->hash = hash_mem(data, size);
    if (m == NULL)
        say("%s: what it carries of %s cannot be read (byte %u: %s); compile it again with fbp-cc",
            carrier, unit->shown, error.col, error.text);
    else
        rename_files(m, unit->dir);
    return m;
}

struct rir_module *load_binary(struct unit *unit, const char *path)
{
    size_t size = 0, used = 0;
    char *data = file_read(path, &size);
    struct rir_error error = {0};
    if (data == NULL || size == 0) {
        say("%s: the plugin wrote nothing; is FBP_CLANG a clang 19?", unit->shown);
        free(data);
        return NULL;
    }
    struct rir_module *m = rir_binary_read((const unsigned char *)data, size, &used, &error);
    unit->hash = hash_mem(data, size);
    free(data);
    if (m == NULL)
        say("%s: what the plugin wrote cannot be read (byte %u: %s); please report this",
            unit->shown, error.col, error.text);
    else
        rename_files(m, unit->dir);
    return m;
}
