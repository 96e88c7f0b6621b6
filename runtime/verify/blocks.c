/* Blocks of the heap, found from any address inside.
 *
 * A mark of one byte for each granule, reserved above the shadow. The first granule of a block has
 * MARK_START, the last one MARK_END and how many of its bytes were asked for; those between are 0.
 * malloc aligns to a granule and no granule is in two blocks, so each mark has one writer, and no
 * lock is needed. For long searches a byte for each 64 KiB says whether any mark may be there.
 *
 * R3 (bounds). From an address in a block, the nearest mark at or before it is the block's start
 * and the nearest one at or after it the block's end: making a block clears what lay inside. From
 * an address that is in no block, what is found at or before it is an end, or a start whose end is
 * before it, or a freed block. R4 (freed). A block stays known after free, marked so, until memory
 * of it is used again. */
#include "blocks.h"

#include <stdatomic.h>
#include <string.h>

#include "demand.h"
#include "prim.h"
#include "shadow.h"

enum {
    MARK_START = 0x80,
    MARK_END = 0x40,
    MARK_SENT = 0x20,
    MARK_FREED = 0x10,
    MARK_COUNT = 0x0f, /* at the end: bytes of this granule that are the block's, less one */
};
enum { WINDOW_SHIFT = 16, WINDOW_MARKS = 1 << (WINDOW_SHIFT - FBP_GRANULE_SHIFT) };

static _Atomic uint8_t *const windows = (_Atomic uint8_t *)TABLES_WINDOWS;

bool blocks_map(void)
{
    return prim_reserve(TABLES_WINDOWS, ADDRESS_LIMIT >> WINDOW_SHIFT) != NULL &&
           prim_reserve(TABLES_MARKS, ADDRESS_LIMIT >> FBP_GRANULE_SHIFT) != NULL;
}

static _Atomic uint8_t *mark_at(uintptr_t address)
{
    return (_Atomic uint8_t *)(uintptr_t)(TABLES_MARKS + (address >> FBP_GRANULE_SHIFT));
}

static uint8_t mark_get(uintptr_t address)
{
    return atomic_load_explicit(mark_at(address), memory_order_relaxed);
}

static void mark_set(uintptr_t address, uint8_t mark)
{
    atomic_store_explicit(mark_at(address), mark, memory_order_relaxed);
    _Atomic uint8_t *window = &windows[address >> WINDOW_SHIFT];
    if (!atomic_load_explicit(window, memory_order_relaxed))
        atomic_store_explicit(window, 1, memory_order_relaxed);
}

static void clear(uintptr_t low, uintptr_t high)
{
    prim_zero((void *)mark_at(low), (high - low) >> FBP_GRANULE_SHIFT);
    uintptr_t first = (low + ((uintptr_t)1 << WINDOW_SHIFT) - 1) >> WINDOW_SHIFT;
    for (uintptr_t w = first; w < high >> WINDOW_SHIFT; w++)
        atomic_store_explicit(&windows[w], 0, memory_order_relaxed);
}

void block_made(uintptr_t start, size_t bytes)
{
    if (bytes == 0)
        bytes = 1;
    uintptr_t last = granule_down(start + bytes - 1);
    uint8_t end = (uint8_t)(MARK_END | (start + bytes - 1 - last));
    shadow_touch(start, last + 1);
    if (last == start) {
        mark_set(start, MARK_START | end);
        return;
    }
    if (last - start == GRANULE) { /* most blocks: nothing is between */
        mark_set(start, MARK_START);
        mark_set(last, end);
        return;
    }
    clear(start, last + GRANULE);
    mark_set(start, MARK_START);
    mark_set(last, end);
}

void block_freed(uintptr_t start)
{
    uint8_t mark = mark_get(start);
    if (mark & MARK_START)
        atomic_store_explicit(mark_at(start), mark | MARK_FREED, memory_order_relaxed);
}

void block_forget(uintptr_t low, uintptr_t high)
{
    clear(granule_down(low), granule_up(high));
}

/* The nearest granule at or before the address that has a mark; 0: none. */
static uintptr_t mark_before(uintptr_t address)
{
    uintptr_t g = granule_down(address);
    for (;;) {
        uintptr_t w = g >> WINDOW_SHIFT, low = w << WINDOW_SHIFT;
        if (atomic_load_explicit(&windows[w], memory_order_relaxed))
            for (;; g -= GRANULE) {
                if (mark_get(g) & (MARK_START | MARK_END))
                    return g;
                if (g == low)
                    break;
            }
        while (w > 0 && !atomic_load_explicit(&windows[w - 1], memory_order_relaxed)) {
            if ((w & 7) == 0 && *(const uint64_t *)(const void *)(windows + w - 8) == 0)
                w -= 8;
            else
                w--;
            if (low - (w << WINDOW_SHIFT) > (UINT64_C(1) << 36))
                return 0; /* 64 GiB without a mark: no block is that large */
        }
        if (w == 0)
            return 0;
        g = (w << WINDOW_SHIFT) - GRANULE;
    }
}

/* The nearest granule at or after the address that has a mark; 0: none. */
static uintptr_t mark_after(uintptr_t address)
{
    uintptr_t g = granule_down(address);
    for (;;) {
        uintptr_t w = g >> WINDOW_SHIFT, high = (w + 1) << WINDOW_SHIFT;
        if (atomic_load_explicit(&windows[w], memory_order_relaxed))
            for (; g < high; g += GRANULE)
                if (mark_get(g) & (MARK_START | MARK_END))
                    return g;
        w++;
        while (w < ADDRESS_LIMIT >> WINDOW_SHIFT &&
               !atomic_load_explicit(&windows[w], memory_order_relaxed)) {
            w++;
            if ((w << WINDOW_SHIFT) - high > (UINT64_C(1) << 36))
                return 0;
        }
        if (w >= ADDRESS_LIMIT >> WINDOW_SHIFT)
            return 0;
        g = w << WINDOW_SHIFT;
    }
}

bool block_find(uintptr_t address, struct block *found)
{
    if (address >= ADDRESS_LIMIT || !atomic_load_explicit(&shadow_mapped, memory_order_relaxed))
        return false;
    uintptr_t own = granule_down(address);
    if ((mark_get(own) & (MARK_START | MARK_END)) == MARK_END) /* the last granule */
        own -= GRANULE;
    uintptr_t start = mark_before(own);
    uint8_t mark = start == 0 ? 0 : mark_get(start);
    if (!(mark & MARK_START))
        return false;
    uintptr_t last = mark & MARK_END ? start : mark_after(start + GRANULE);
    uint8_t end = last == 0 ? 0 : mark_get(last);
    if (!(end & MARK_END) || (last != start && (end & MARK_START)))
        return false; /* what is left of a block that was freed and overlaid */
    *found = (struct block){.start = start,
                            .end = last + (end & MARK_COUNT) + 1,
                            .freed = (mark & MARK_FREED) != 0,
                            .sent = (mark & MARK_SENT) != 0};
    return address < granule_up(found->end);
}

struct each {
    void (*call)(const struct block *, void *);
    void *context;
};

static void each_in(uintptr_t low, uintptr_t high, void *context)
{
    const struct each *each = context;
    struct block b;
    for (uintptr_t g = low; g < high; g += GRANULE) {
        if ((g & ((1 << WINDOW_SHIFT) - 1)) == 0 &&
            !atomic_load_explicit(&windows[g >> WINDOW_SHIFT], memory_order_relaxed)) {
            g += (1 << WINDOW_SHIFT) - GRANULE;
            continue;
        }
        uint8_t mark = mark_get(g);
        if ((mark & MARK_START) != 0 && (mark & MARK_FREED) == 0 && block_find(g, &b))
            each->call(&b, each->context);
    }
}

void block_each(void (*call)(const struct block *, void *), void *context)
{
    struct each each = {call, context};
    shadow_each_part(each_in, &each);
}

bool block_set_sent(uintptr_t address, bool sent)
{
    _Atomic uint8_t *mark = mark_at(address);
    uint8_t was = atomic_load_explicit(mark, memory_order_relaxed);
    uint8_t is = sent ? was | MARK_SENT : was & (uint8_t)~MARK_SENT;
    atomic_store_explicit(mark, is, memory_order_relaxed);
    return (was & MARK_SENT) != 0;
}

bool block_is_sent(uintptr_t address)
{
    return (mark_get(address) & MARK_SENT) != 0;
}
