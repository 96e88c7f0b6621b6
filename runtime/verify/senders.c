/* The memory of sends: for a block that was ever given away, the last two times; for an element,
 * for each granule of it.
 *
 * A table by address, in shards with a lock each; what lies in one page is in one shard and side by
 * side in it, since the objects of a packet mostly are neighbours. An entry counts only while the
 * mark of its granule says so (block_is_sent), and that is cleared when a block is made there:
 * nothing needs to be done at an allocation (R4 keeps the memory over a free). */
#include "senders.h"

#include <stdatomic.h>

#include "prim.h"
#include "tasks.h"

enum { SHARDS = 64, BUCKETS = 1 << 7, PAGE_SHIFT = 12 };

struct entry {
    struct entry *next;
    uintptr_t key;
    struct sending last;    /* packet 0: none */
    struct sending *before; /* the one before it, packet 0: none; NULL: there never was one */
};

static struct shard {
    struct lock lock;
    unsigned entries, size;
    struct entry **buckets;
} shards[SHARDS];

static uint64_t mixed(uintptr_t key)
{
    return (key >> PAGE_SHIFT) * 0x9e3779b97f4a7c15u;
}

static struct shard *shard_of(uintptr_t key)
{
    return &shards[mixed(key) >> 58];
}

/* Blocks begin 32 bytes apart. */
static struct entry **bucket_of(const struct shard *s, uintptr_t key)
{
    size_t within = (key & ((1 << PAGE_SHIFT) - 1)) >> (FBP_GRANULE_SHIFT + 1);
    return &s->buckets[((mixed(key) >> 20) + within) & (s->size - 1)];
}

uint64_t senders_new_packet(void)
{
    static _Atomic uint64_t last;
    return atomic_fetch_add_explicit(&last, 1, memory_order_relaxed) + 1;
}

static void grow(struct shard *s)
{
    unsigned size = s->size == 0 ? BUCKETS : s->size * 4;
    struct shard old = *s;
    s->buckets = prim_forever(size * sizeof *s->buckets);
    s->size = size;
    for (unsigned b = 0; b < old.size; b++)
        for (struct entry *e = old.buckets[b], *next; e != NULL; e = next) {
            next = e->next;
            struct entry **to = bucket_of(s, e->key);
            e->next = *to;
            *to = e;
        }
}

static struct entry *find(struct shard *s, uintptr_t key, bool make)
{
    if (s->size != 0)
        for (struct entry *e = *bucket_of(s, key); e != NULL; e = e->next)
            if (e->key == key)
                return e;
    if (!make)
        return NULL;
    if (s->entries >= s->size * 2)
        grow(s);
    struct entry *e = prim_forever(sizeof *e), **to = bucket_of(s, key);
    *e = (struct entry){.next = *to, .key = key};
    *to = e;
    s->entries++;
    return e;
}

static void note(uintptr_t key, const struct sending *sending)
{
    struct shard *s = shard_of(key);
    lock_take(&s->lock);
    struct entry *e = find(s, key, true);
    bool known = block_set_sent(key, true);
    if (known && e->before == NULL) /* of most there is one alone: it takes no memory */
        e->before = prim_forever(sizeof *e->before);
    if (e->before != NULL)
        *e->before = known ? e->last : (struct sending){0};
    e->last = *sending;
    lock_give(&s->lock);
}

static void undo(uintptr_t key, uint64_t packet)
{
    struct shard *s = shard_of(key);
    lock_take(&s->lock);
    struct entry *e = find(s, key, false);
    if (e != NULL && block_is_sent(key) && e->last.packet == packet) {
        e->last = e->before == NULL ? (struct sending){0} : *e->before;
        if (e->before != NULL)
            *e->before = (struct sending){0};
        if (e->last.packet == 0)
            block_set_sent(key, false);
    }
    lock_give(&s->lock);
}

static bool is_whole(const struct block *block, const struct sending *sending)
{
    return sending->low <= block->start && sending->high >= block->end;
}

void senders_note(const struct block *block, const struct sending *sending)
{
    if (is_whole(block, sending)) {
        note(block->start, sending);
        return;
    }
    for (uintptr_t g = granule_down(sending->low); g < sending->high; g += GRANULE)
        note(g, sending);
}

void senders_undo(const struct block *block, const struct sending *sending)
{
    if (is_whole(block, sending)) {
        undo(block->start, sending->packet);
        return;
    }
    for (uintptr_t g = granule_down(sending->low); g < sending->high; g += GRANULE)
        undo(g, sending->packet);
}

/* A loan that has ended is as if it had never been. */
static bool counts(const struct sending *s, uintptr_t address)
{
    if (s->packet == 0 || address < granule_down(s->low) || address >= granule_up(s->high))
        return false;
    if (s->how != HOW_LENT)
        return s->how != HOW_PERHAPS;
    const struct task *to = tasks_of(s->to_number);
    return to->serial == s->to && atomic_load(&to->state) != TASK_JOINED;
}

static bool look(uintptr_t key, uintptr_t address, const uint64_t *by, struct sending *found)
{
    bool is = false;
    if (!block_is_sent(key))
        return false;
    struct shard *s = shard_of(key);
    lock_take(&s->lock);
    const struct entry *e = find(s, key, false);
    const struct sending *both[] = {e == NULL ? NULL : &e->last, e == NULL ? NULL : e->before};
    for (int i = 0; i < 2 && both[i] != NULL && !is; i++)
        if (counts(both[i], address) && (by == NULL || both[i]->by == *by)) {
            *found = *both[i];
            is = true;
        }
    lock_give(&s->lock);
    return is;
}

static bool look_both(const struct block *block, uintptr_t address, const uint64_t *by,
                      struct sending *found)
{
    struct sending other;
    uintptr_t granule = granule_down(address);
    bool whole = look(block->start, address, by, found);
    if (granule == block->start || !look(granule, address, by, &other))
        return whole;
    if (!whole || other.packet > found->packet)
        *found = other;
    return true;
}

bool senders_latest(const struct block *block, uintptr_t address, struct sending *found)
{
    return look_both(block, address, NULL, found);
}

bool senders_by(const struct block *block, uintptr_t address, uint64_t by, struct sending *found)
{
    return look_both(block, address, &by, found);
}

bool senders_perhaps(const struct block *block, struct sending *found)
{
    if (!block_is_sent(block->start))
        return false;
    struct shard *s = shard_of(block->start);
    lock_take(&s->lock);
    const struct entry *e = find(s, block->start, false);
    bool is = e != NULL && e->last.packet != 0 && e->last.how == HOW_PERHAPS;
    if (is)
        *found = e->last;
    lock_give(&s->lock);
    return is;
}

void senders_reset_locks(void)
{
    for (int i = 0; i < SHARDS; i++)
        lock_reset(&shards[i].lock);
}
