/* The memory of allocations: a table of fixed size, in which a newer block may take the place of an
 * older one.
 *
 * Two words of an entry name the block, so that one of which half was overwritten is not taken for
 * another: a report may lack where a block was allocated, and does not say it wrongly. Written
 * without a lock on the way of malloc. */
#include "allocs.h"

#include <stdatomic.h>

#include "options.h"
#include "prim.h"
#include "shadow.h"
#include "tasks.h"
#include "thread.h"

enum { SLOTS = 1 << 17 };
struct slot {
    _Atomic uint64_t first, by, places[ALLOC_FRAMES], last;
};
static _Atomic(struct slot *) slots;
int (*allocs_ask)(uintptr_t start, uintptr_t *places, int most);

static struct slot *slot_of(uintptr_t start)
{
    struct slot *all = atomic_load_explicit(&slots, memory_order_acquire), *none = NULL;
    if (all == NULL) {
        all = prim_reserve(0, sizeof(struct slot) * SLOTS);
        if (all == NULL)
            return NULL;
        if (!atomic_compare_exchange_strong(&slots, &none, all)) {
            prim_release(all, sizeof(struct slot) * SLOTS);
            all = none;
        }
    }
    return &all[(start >> FBP_GRANULE_SHIFT) * 0x9e3779b97f4a7c15u >> 47];
}

/* Frames above the first, by frame pointers as far as they stay on this stack. */
static void more_places(struct slot *s)
{
    uintptr_t *frame = __builtin_frame_address(0);
    long n =
        options.malloc_context_size < ALLOC_FRAMES ? options.malloc_context_size : ALLOC_FRAMES;
    for (int skip = 0; skip < 2; skip++) /* ours */
        frame = thread_owns((uintptr_t)frame) ? (uintptr_t *)*frame : NULL;
    for (long i = 1; i < n; i++) {
        if (frame == NULL || !thread_owns((uintptr_t)frame) || ((uintptr_t)frame & 7) != 0)
            return;
        atomic_store_explicit(&s->places[i], frame[1], memory_order_relaxed);
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
    atomic_store_explicit(&s->places[0], place, memory_order_relaxed);
    if (options.malloc_context_size > 1) {
        for (int i = 1; i < ALLOC_FRAMES; i++)
            atomic_store_explicit(&s->places[i], 0, memory_order_relaxed);
        more_places(s);
    }
    atomic_store_explicit(&s->last, start, memory_order_relaxed);
}

bool allocs_find(uintptr_t start, struct alloc *found)
{
    const struct slot *s = slot_of(start);
    if (s == NULL || s->first != start || s->last != start)
        return false;
    found->by = s->by;
    for (int i = 0; i < ALLOC_FRAMES; i++)
        found->places[i] = s->places[i];
    if (found->places[0] == 0 && allocs_ask != NULL)
        allocs_ask(start, found->places, ALLOC_FRAMES);
    return true;
}
