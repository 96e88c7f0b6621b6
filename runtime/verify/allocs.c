/* The memory of allocations: a table of fixed size, in which a newer block may take the place of an
 * older one.
 *
 * Two words of an entry name the block, so that one of which half was overwritten is not taken for
 * another: a report may lack where a block was allocated, and does not say it wrongly. Written
 * without a lock on the way of malloc.
 *
 * Blocks that lie side by side have their entries side by side, so a small program touches few
 * pages of the table. Frames above the first are in a table of their own, which is there if they
 * are asked for. */
#include "allocs.h"

#include <stdatomic.h>

#include "options.h"
#include "prim.h"
#include "shadow.h"
#include "tasks.h"
#include "thread.h"

enum { SLOTS = 1 << 17 };
struct slot {
    _Atomic uint64_t first, by, place, last;
};
struct more {
    _Atomic uint64_t places[ALLOC_FRAMES - 1];
};
static _Atomic(void *) slots, mores;
int (*allocs_ask)(uintptr_t start, uintptr_t *places, int most);

/* glibc's blocks begin 32 bytes apart or more: in four mebibytes each has an entry of its own, and
 * which that is is mixed up by the rest of the address. */
enum { APART = 5, REGION = APART + 17 };
static size_t index_of(uintptr_t start)
{
    return (start >> APART ^ (start >> REGION) * 0x9e3779b97f4a7c15u >> 40) % SLOTS;
}

/* The entry of a table that is mapped when it is first asked for; NULL: there is no memory. */
static void *entry(_Atomic(void *) *table, size_t bytes, uintptr_t start)
{
    void *all = atomic_load_explicit(table, memory_order_acquire), *none = NULL;
    if (all == NULL) {
        all = prim_reserve(0, bytes * SLOTS);
        if (all == NULL)
            return NULL;
        if (!atomic_compare_exchange_strong(table, &none, all)) {
            prim_release(all, bytes * SLOTS);
            all = none;
        }
    }
    return (char *)all + index_of(start) * bytes;
}

static struct slot *slot_of(uintptr_t start)
{
    return entry(&slots, sizeof(struct slot), start);
}

static struct more *more_of(uintptr_t start)
{
    return options.malloc_context_size > 1 ? entry(&mores, sizeof(struct more), start) : NULL;
}

/* Frames above the first, by frame pointers as far as they stay on this stack. */
static void more_places(struct more *m)
{
    uintptr_t *frame = __builtin_frame_address(0);
    long n =
        options.malloc_context_size < ALLOC_FRAMES ? options.malloc_context_size : ALLOC_FRAMES;
    for (int skip = 0; skip < 2; skip++) /* ours */
        frame = thread_owns((uintptr_t)frame) ? (uintptr_t *)*frame : NULL;
    for (long i = 1; i < n; i++) {
        if (frame == NULL || !thread_owns((uintptr_t)frame) || ((uintptr_t)frame & 7) != 0)
            return;
        atomic_store_explicit(&m->places[i - 1], frame[1], memory_order_relaxed);
        uintptr_t *up = (uintptr_t *)*frame;
        frame = up > frame ? up : NULL;
    }
}

void allocs_note(uintptr_t start, uintptr_t place)
{
    struct slot *s = slot_of(start);
    if (s == NULL)
        return;
    uint64_t by = thread_me.kind == THREAD_UNKNOWN ? UINT64_MAX
                  : thread_me.task == NULL         ? 0
                                                   : thread_me.task->serial;
    atomic_store_explicit(&s->first, start, memory_order_relaxed);
    atomic_store_explicit(&s->by, by, memory_order_relaxed);
    atomic_store_explicit(&s->place, place, memory_order_relaxed);
    struct more *m = more_of(start);
    if (m != NULL) {
        for (int i = 0; i < ALLOC_FRAMES - 1; i++)
            atomic_store_explicit(&m->places[i], 0, memory_order_relaxed);
        more_places(m);
    }
    atomic_store_explicit(&s->last, start, memory_order_relaxed);
}

bool allocs_find(uintptr_t start, struct alloc *found)
{
    const struct slot *s = slot_of(start);
    if (s == NULL || s->first != start || s->last != start)
        return false;
    found->by = s->by;
    const struct more *m = more_of(start);
    found->places[0] = s->place;
    for (int i = 1; i < ALLOC_FRAMES; i++)
        found->places[i] = m == NULL ? 0 : m->places[i - 1];
    if (found->places[0] == 0 && allocs_ask != NULL)
        allocs_ask(start, found->places, ALLOC_FRAMES);
    return true;
}
