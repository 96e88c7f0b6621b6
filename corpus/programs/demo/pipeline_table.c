/* The hash table of one counter: open addressing, linear probing, doubled at two thirds. Entries
 * are found again by index in the order in which the words first came.
 *
 * -DPLANT_BUG builds in a mistake as it happens: somebody wanted to know how long the probes get,
 * when one thread did the counting, and put a counter into the innermost helper. Nothing in the
 * stages shows it. */
#include "pipeline.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    uint32_t hash;
    unsigned long count;
    char text[WORD_MAX + 1];
};

struct table {
    struct entry *entries;
    size_t used, room;
    size_t *slots; /* index + 1 of an entry; 0: free */
    size_t nslots; /* a power of two */
};

#ifdef PLANT_BUG
unsigned long table_probes; /* how many slots were looked at */
#endif

static void *must(void *memory)
{
    if (memory == NULL)
        die("out of memory");
    return memory;
}

struct table *table_new(void)
{
    struct table *t = must(calloc(1, sizeof *t));
    t->nslots = 64;
    t->slots = must(calloc(t->nslots, sizeof *t->slots));
    return t;
}

/* The slot where the word is, or where it belongs. */
static size_t table_slot(const struct table *t, uint32_t hash, const char *text)
{
    size_t slot = hash & (t->nslots - 1);
    while (t->slots[slot] != 0) {
        const struct entry *e = &t->entries[t->slots[slot] - 1];
        if (e->hash == hash && strcmp(e->text, text) == 0)
            break;
        slot = (slot + 1) & (t->nslots - 1);
#ifdef PLANT_BUG
        table_probes++;
#endif
    }
    return slot;
}

static void table_grow(struct table *t)
{
    free(t->slots);
    t->nslots *= 2;
    t->slots = must(calloc(t->nslots, sizeof *t->slots));
    for (size_t i = 0; i < t->used; i++)
        t->slots[table_slot(t, t->entries[i].hash, t->entries[i].text)] = i + 1;
}

static struct entry *table_append(struct table *t, const struct word *w)
{
    if (t->used == t->room) {
        t->room = t->room == 0 ? 32 : 2 * t->room;
        t->entries = must(realloc(t->entries, t->room * sizeof *t->entries));
    }
    struct entry *e = &t->entries[t->used++];
    e->hash = w->hash;
    e->count = 0;
    memcpy(e->text, w->text, sizeof e->text);
    return e;
}

void table_add(struct table *t, const struct word *w)
{
    if (3 * (t->used + 1) > 2 * t->nslots)
        table_grow(t);
    size_t slot = table_slot(t, w->hash, w->text);
    if (t->slots[slot] == 0) {
        table_append(t, w);
        t->slots[slot] = t->used;
    }
    t->entries[t->slots[slot] - 1].count++;
}

size_t table_size(const struct table *t)
{
    return t->used;
}

struct tally *table_tally(const struct table *t, size_t index)
{
    return tally_new(t->entries[index].text, t->entries[index].count);
}

void table_free(struct table *t)
{
    free(t->entries);
    free(t->slots);
    free(t);
}
