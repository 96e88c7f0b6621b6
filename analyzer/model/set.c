/* Model sets: storage for what models say, before it is applied to a program.
 *
 * Three lists (functions, types, shared variables and members) and one interned string table.
 * Functions are found by name through a hash map, because a set holds about a thousand of them;
 * types and shared names are few and searched linearly.
 *
 * Invariant: a fact is stored once. Describing the same name again adds only what is new, so a
 * header that is parsed twice, or an annotation that clang inherits from an earlier declaration,
 * changes nothing.
 *
 * This file does not judge: the reader has refused mistakes before anything arrives here. */
#include "model/set.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

const struct model_ann_info model_ann_table[RIR_ANN_COUNT] = {
#define RIR_ANN(ID, string, args, where, title) [RIR_ANN_##ID] = {string, args, where, title},
#include "rir/annotations.def"
#undef RIR_ANN
};

const char *const model_when_words[] = {
    [RIR_ALWAYS] = NULL,
    [RIR_ZERO] = "zero",
    [RIR_NONZERO] = "nonzero",
    [RIR_NULL] = "null",
    [RIR_NONNULL] = "nonnull",
    [RIR_NEGATIVE] = "negative",
    [RIR_NONNEGATIVE] = "nonnegative",
};

bool model_ann_find(const char *string, size_t len, enum rir_ann_kind *kind)
{
    for (int i = 0; i < RIR_ANN_COUNT; i++) {
        if (strlen(model_ann_table[i].string) == len &&
            memcmp(model_ann_table[i].string, string, len) == 0) {
            *kind = (enum rir_ann_kind)i;
            return true;
        }
    }
    return false;
}

struct model_set *model_set_new(void)
{
    struct model_set *s = calloc(1, sizeof *s);
    if (s == NULL)
        abort();
    return s;
}

void model_set_free(struct model_set *s)
{
    if (s == NULL)
        return;
    for (uint32_t i = 0; i < s->funcs.len; i++)
        vec_free(&s->funcs.data[i].anns);
    vec_free(&s->funcs);
    vec_free(&s->types);
    vec_free(&s->shared);
    map_free(&s->func_by_name);
    intern_free(&s->strings);
    free(s);
}

uint32_t model_set_functions(const struct model_set *s)
{
    return s->funcs.len;
}

struct model_func *model_set_func(struct model_set *s, const char *name)
{
    const char *key = intern_str(&s->strings, name);
    uint32_t at;
    if (!map_get(&s->func_by_name, (uint64_t)(uintptr_t)key, &at)) {
        at = s->funcs.len;
        vec_push(&s->funcs, ((struct model_func){.name = key}));
        map_put(&s->func_by_name, (uint64_t)(uintptr_t)key, at);
    }
    return &s->funcs.data[at];
}

const struct model_func *model_set_find(const struct model_set *s, const char *name)
{
    for (uint32_t i = 0; i < s->funcs.len; i++) {
        if (strcmp(s->funcs.data[i].name, name) == 0)
            return &s->funcs.data[i];
    }
    return NULL;
}

bool model_set_describes(const struct model_set *s, const char *function)
{
    return model_set_find(s, function) != NULL;
}

void model_func_add(struct model_set *s, struct model_func *f, struct rir_ann ann)
{
    ann.model = true;
    ann.text = intern_str(&s->strings, ann.text);
    for (uint32_t i = 0; i < f->anns.len; i++) {
        const struct rir_ann *old = &f->anns.data[i];
        if (old->kind == ann.kind && old->when == ann.when && old->a == ann.a && old->b == ann.b &&
            old->text == ann.text)
            return;
    }
    vec_push(&f->anns, ann);
}

void model_set_type(struct model_set *s, const char *name, enum model_tag_kind kind, uint32_t flags,
                    const char *path)
{
    name = intern_str(&s->strings, name);
    for (uint32_t i = 0; i < s->types.len; i++) {
        struct model_type *t = &s->types.data[i];
        if (t->name == name && t->kind == kind) {
            t->flags |= flags;
            return;
        }
    }
    vec_push(&s->types, ((struct model_type){.name = name,
                                             .path = intern_str(&s->strings, path),
                                             .kind = (uint8_t)kind,
                                             .flags = flags}));
}

void model_set_shared(struct model_set *s, const char *owner, const char *name, const char *why,
                      const char *path)
{
    owner = intern_str(&s->strings, owner);
    name = intern_str(&s->strings, name);
    for (uint32_t i = 0; i < s->shared.len; i++) {
        if (s->shared.data[i].owner == owner && s->shared.data[i].name == name)
            return;
    }
    vec_push(&s->shared, ((struct model_shared){.owner = owner,
                                                .name = name,
                                                .path = intern_str(&s->strings, path),
                                                .why = intern_str(&s->strings, why)}));
}
