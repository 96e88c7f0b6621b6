/* A map from 64-bit keys to 32-bit values: open addressing, grows by itself, no deletion. */
#ifndef FBP_BASE_MAP_H
#define FBP_BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

struct map {
    uint64_t *keys;
    uint32_t *vals; /* value + 1; 0 is an empty slot */
    uint32_t cap, count;
};

bool map_get(const struct map *m, uint64_t key, uint32_t *val);
void map_put(struct map *m, uint64_t key, uint32_t val); /* replaces; val < UINT32_MAX */
void map_free(struct map *m);

static inline uint64_t hash64(uint64_t x) /* a good mix of one word */
{
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    return x ^ (x >> 32);
}
uint64_t hash_ptr(const void *p);                 /* of a pointer's value */
uint64_t hash_mem(const void *p, uint64_t bytes); /* of memory, FNV-1a */
/* Of memory in words of 32 bits: faster, but no two versions of the program need agree on it. */
uint64_t hash_words(const void *p, uint64_t bytes);

#endif
