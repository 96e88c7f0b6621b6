/* Sets in a hash table by their contents, one for each body, and in one array by their ids.
 *
 * B-H1. Two equal sets of a shelf have one id, from when the first is made to the sweep that
 * forgets it. B-H2. An id means one set for ever: one that was forgotten is not given again. What
 * was found out about sets by their ids (set.c, memory.c, state.c) may name one that is gone:
 * whoever sweeps sees to it that nobody asks for that any more. In set.c results hold for one
 * *term*, which ends whenever another shelf is used or this one is swept. */
#include "solve/shelf.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "solve/set.h"

enum { FIRST_SLOTS = 32 };

static void new_term(struct set_table *t)
{
    t->term++;
}

struct set_shelf *shelf_use(struct set_table *t, struct set_shelf *shelf)
{
    struct set_shelf *before = t->shelf;
    t->shelf = shelf;
    new_term(t);
    return before;
}

void shelf_free(struct set_shelf *shelf)
{
    free(shelf->slots);
    arena_free(&shelf->fresh);
    *shelf = (struct set_shelf){0};
}

/* Targets are words without gaps. Two hashes side by side: neither waits for the other. */
static uint32_t hash_set(const struct target *v, uint32_t n)
{
    uint64_t a = n, b = 0, word[2];
    for (uint32_t i = 0; i < n; i++) {
        memcpy(word, &v[i], sizeof word);
        a = (a ^ word[0]) * 0x9e3779b97f4a7c15u;
        b = (b ^ word[1]) * 0xd6e8feb86659fd93u;
        a ^= a >> 29;
        b ^= b >> 31;
    }
    return (uint32_t)hash64(a ^ (b << 17 | b >> 47));
}

static void put(struct set_shelf *h, struct set_slot s)
{
    uint32_t at = s.hash & (h->nslots - 1);
    while (h->slots[at].set != SET_EMPTY)
        at = (at + 1) & (h->nslots - 1);
    h->slots[at] = s;
}

/* A table of this size with what was in it. */
static void resize(struct set_shelf *h, uint32_t nslots)
{
    struct set_shelf before = *h;
    h->nslots = nslots;
    h->slots = calloc(nslots, sizeof *h->slots);
    if (h->slots == NULL)
        abort();
    for (uint32_t i = 0; i < before.nslots; i++)
        if (before.slots[i].set != SET_EMPTY)
            put(h, before.slots[i]);
    free(before.slots);
}

static set_id add(struct set_table *t, const struct target *v, uint32_t n)
{
    if (t->len == t->cap) {
        t->cap *= 2;
        t->sets = realloc(t->sets, t->cap * sizeof *t->sets);
        if (t->sets == NULL)
            abort();
    }
    struct target_set s = {
        .data = arena_copy(&t->shelf->fresh, v, n * sizeof *v), .len = n, .anywhere = true};
    for (uint32_t i = 0; i < n; i++) {
        s.most = v[i].cert > s.most ? v[i].cert : s.most;
        s.anywhere &= v[i].stride == 1;
    }
    t->sets[t->len] = s;
    return t->len++;
}

set_id shelf_set(struct set_table *t, const struct target *v, uint32_t n)
{
    struct set_shelf *h = t->shelf;
    if ((h->count + 1) * 2 > h->nslots)
        resize(h, h->nslots == 0 ? FIRST_SLOTS : h->nslots * 2);
    uint32_t hash = hash_set(v, n), at = hash & (h->nslots - 1);
    for (; h->slots[at].set != SET_EMPTY; at = (at + 1) & (h->nslots - 1)) {
        const struct target_set *s = &t->sets[h->slots[at].set];
        if (h->slots[at].hash == hash && s->len == n && memcmp(s->data, v, n * sizeof *v) == 0)
            return h->slots[at].set;
    }
    h->slots[at] = (struct set_slot){hash, add(t, v, n)};
    h->count++;
    return h->slots[at].set;
}

void shelf_mark(struct set_table *t, set_id set)
{
    t->sets[set].marked = true;
}

/* To where it stays. */
static void keep(struct set_table *t, struct target_set *s)
{
    if (!s->kept)
        s->data = arena_copy(&t->kept, s->data, s->len * sizeof *s->data);
    s->kept = true;
    s->marked = false;
}

void shelf_sweep(struct set_table *t)
{
    struct set_shelf *h = t->shelf;
    for (uint32_t i = 0; i < h->nslots; i++) {
        struct target_set *s = &t->sets[h->slots[i].set];
        if (h->slots[i].set == SET_EMPTY)
            continue;
        if (s->marked) {
            keep(t, s);
            continue;
        }
        *s = (struct target_set){0};
        h->slots[i].set = SET_EMPTY;
        h->count--;
    }
    uint32_t nslots = h->nslots;
    while (nslots > FIRST_SLOTS && h->count * 4 <= nslots)
        nslots /= 2;
    if (nslots != 0)
        resize(h, nslots); /* what is left may have been put behind what is gone */
    arena_free(&h->fresh);
    new_term(t);
}
