/* Linear probing over two parallel arrays, at most 2/3 full. */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

uint64_t hash_ptr(const void *p)
{
    return hash64((uint64_t)(uintptr_t)p);
}

uint64_t hash_mem(const void *p, uint64_t bytes)
{
    const unsigned char *s = p;
    uint64_t h = 1469598103934665603u;
    for (uint64_t i = 0; i < bytes; i++)
        h = (h ^ s[i]) * 1099511628211u;
    return hash64(h);
}

uint64_t hash_words(const void *p, uint64_t bytes)
{
    const unsigned char *s = p;
    uint64_t h = bytes, pair;
    for (; bytes >= sizeof pair; bytes -= sizeof pair, s += sizeof pair) {
        memcpy(&pair, s, sizeof pair);
        h = (h ^ pair) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
    }
    uint32_t last = 0;
    if (bytes != 0)
        memcpy(&last, s, sizeof last);
    return hash64(h ^ last);
}

static uint32_t slot_of(const struct map *m, uint64_t key)
{
    uint32_t at = (uint32_t)hash64(key) & (m->cap - 1);
    while (m->vals[at] != 0 && m->keys[at] != key)
        at = (at + 1) & (m->cap - 1);
    return at;
}

static void grow(struct map *m)
{
    struct map bigger = {.cap = m->cap == 0 ? 16 : m->cap * 2, .count = m->count};
    bigger.keys = calloc(bigger.cap, sizeof *bigger.keys);
    bigger.vals = calloc(bigger.cap, sizeof *bigger.vals);
    if (bigger.keys == NULL || bigger.vals == NULL)
        abort();
    for (uint32_t i = 0; i < m->cap; i++) {
        if (m->vals[i] == 0)
            continue;
        uint32_t at = slot_of(&bigger, m->keys[i]);
        bigger.keys[at] = m->keys[i];
        bigger.vals[at] = m->vals[i];
    }
    map_free(m);
    *m = bigger;
}

bool map_get(const struct map *m, uint64_t key, uint32_t *val)
{
    if (m->cap == 0)
        return false;
    uint32_t at = slot_of(m, key);
    if (m->vals[at] == 0)
        return false;
    *val = m->vals[at] - 1;
    return true;
}

void map_put(struct map *m, uint64_t key, uint32_t val)
{
    if ((m->count + 1) * 3 > m->cap * 2)
        grow(m);
    uint32_t at = slot_of(m, key);
    if (m->vals[at] == 0)
        m->count++;
    m->keys[at] = key;
    m->vals[at] = val + 1;
}

void map_free(struct map *m)
{
    free(m->keys);
    free(m->vals);
    *m = (struct map){0};
}
