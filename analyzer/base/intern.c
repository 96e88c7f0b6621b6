/* An open-addressing set of strings over an arena (FNV-1a, linear probing, at most 2/3 full). */
#include "base/intern.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash_bytes(const char *s, size_t n)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h ^ (h >> 29);
}

static void grow(struct intern *t)
{
    uint32_t cap = t->cap == 0 ? 64 : t->cap * 2;
    const char **slots = calloc(cap, sizeof *slots);
    if (slots == NULL)
        abort();
    for (uint32_t i = 0; i < t->cap; i++) {
        const char *s = t->slots[i];
        if (s == NULL)
            continue;
        uint32_t at = (uint32_t)hash_bytes(s, strlen(s)) & (cap - 1);
        while (slots[at] != NULL)
            at = (at + 1) & (cap - 1);
        slots[at] = s;
    }
    free(t->slots);
    t->slots = slots;
    t->cap = cap;
}

const char *intern_n(struct intern *t, const char *s, size_t len)
{
    len = strnlen(s, len);
    if ((t->count + 1) * 3 > t->cap * 2)
        grow(t);
    uint32_t at = (uint32_t)hash_bytes(s, len) & (t->cap - 1);
    for (; t->slots[at] != NULL; at = (at + 1) & (t->cap - 1))
        if (strncmp(t->slots[at], s, len) == 0 && t->slots[at][len] == '\0')
            return t->slots[at];
    char *copy = arena_alloc(&t->arena, len + 1);
    memcpy(copy, s, len);
    t->slots[at] = copy;
    t->count++;
    return copy;
}

const char *intern_str(struct intern *t, const char *s)
{
    return s == NULL ? NULL : intern_n(t, s, strlen(s));
}

void intern_free(struct intern *t)
{
    free(t->slots);
    arena_free(&t->arena);
    *t = (struct intern){0};
}
