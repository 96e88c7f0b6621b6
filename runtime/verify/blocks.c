/* Blocks of the heap, found from any address inside.
 *
 * A mark of one byte for each granule, reserved above the shadow. The first granule of a block
 * has MARK_START, the last one MARK_END and how many of its bytes were asked for; those between
 * are 0. malloc aligns to a granule and no granule is in two blocks, so each mark has one
 * writer, and no lock is needed. Long searches skip memory
 * without any marks (windows.h).
 *
 * R3 (bounds). From an address in a block, the nearest mark at or before it is the block's start
 *    and the nearest one at or after it the block's end: making a block clears what lay inside.
 *    From an address that is in no block, what is found at or before it is an end, or a start
 *    whose end is before it, or a freed block.
 *
 * R4 (freed). A block stays known after free, marked so, until memory of it is used again. */
#include "blocks.h"

#include <stdatomic.h>
#include <string.h>

#include "demand.h"
#include "prim.h"
#include "shadow.h"
#include "windows.h"

enum {
    MARK_START = 0x80,
    MARK_END = 0x40,
    MARK_SENT = 0x20,
    MARK_FREED = 0x10,
    MARK_COUNT = 0x0f, /* at the end: bytes of this granule that are the block's, less one */
};

bool blocks_map(void)
{
    return windows_map() && prim_reserve(TABLES_MARKS, ADDRESS_LIMIT >> FBP_GRANULE_SHIFT) != NULL;
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
    if (!windows_has(address >> WINDOW_SHIFT)) {
        windows_note(address >> WINDOW_SHIFT);
        shadow_touch(address, address + 1);
    }
}

static void clear(uintptr_t low, uintptr_t high)
{
    prim_zero((void *)mark_at(low), (high - low) >> FBP_GRANULE_SHIFT);
    windows_clear((low + ((uintptr_t)1 << WINDOW_SHIFT) - 1) >> WINDOW_SHIFT, high >> WINDOW_SHIFT);
}

void block_made(uintptr_t start, size_t bytes)
{
    if (bytes == 0)
        bytes = 1;
    uintptr_t last = granule_down(start + bytes - 1);
    uint8_t end = (uint8_t)(MARK_END | (start + bytes - 1 - last));
    if (bytes >= (size_t)1 << WINDOW_SHIFT)
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

/* Eight marks at once, of which only what a search looks for is left. */
static uint64_t marks_at(uintptr_t address)
{
    uint64_t word;
    memcpy(&word, (const void *)mark_at(address), sizeof word);
    return word & (MARK_START | MARK_END) * UINT64_C(0x0101010101010101);
}

/* The last granule in [low, high) that has a mark, both at multiples of eight granules; 0: none. */
static uintptr_t last_mark(uintptr_t low, uintptr_t high)
{
    for (uintptr_t a = high; a > low;) {
        a -= 8 * GRANULE;
        uint64_t word = marks_at(a);
        if (word != 0)
            return a + (uintptr_t)(63 - __builtin_clzll(word)) / 8 * GRANULE;
    }
    return 0;
}

static uintptr_t first_mark(uintptr_t low, uintptr_t high)
{
    for (uintptr_t a = low; a < high; a += 8 * GRANULE) {
        uint64_t word = marks_at(a);
        if (word != 0)
            return a + (uintptr_t)__builtin_ctzll(word) / 8 * GRANULE;
    }
    return 0;
}

/* The nearest granule at or before the address that has a mark; 0: none. */
static uintptr_t mark_before(uintptr_t address)
{
    uintptr_t eight = address & ~(uintptr_t)(8 * GRANULE - 1);
    for (uintptr_t g = granule_down(address); g >= eight; g -= GRANULE)
        if (mark_get(g) & (MARK_START | MARK_END))
            return g;
    uintptr_t window = address >> WINDOW_SHIFT, low = window << WINDOW_SHIFT;
    uintptr_t found = last_mark(low, eight);
    while (found == 0 && (window = windows_before(window)) != 0) {
        low = window << WINDOW_SHIFT;
        found = last_mark(low, low + ((uintptr_t)1 << WINDOW_SHIFT));
    }
    return found;
}

/* The nearest granule at or after the address that has a mark; 0: none. */
static uintptr_t mark_after(uintptr_t address)
{
    uintptr_t eight = (address | (8 * GRANULE - 1)) + 1;
    for (uintptr_t g = granule_down(address); g < eight; g += GRANULE)
        if (mark_get(g) & (MARK_START | MARK_END))
            return g;
    uintptr_t window = (eight - 1) >> WINDOW_SHIFT, low = (window + 1) << WINDOW_SHIFT;
    uintptr_t found = first_mark(eight, low);
    while (found == 0 && (window = windows_after(window + 1)) != 0) {
        low = window << WINDOW_SHIFT;
        found = first_mark(low, low + ((uintptr_t)1 << WINDOW_SHIFT));
    }
    return found;
}

bool block_find(uintptr_t address, struct block *found)
{
    if (address < 4096 || address >= ADDRESS_LIMIT ||
        !atomic_load_explicit(&shadow_mapped, memory_order_relaxed))
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
        if ((g & ((1 << WINDOW_SHIFT) - 1)) == 0 && !windows_has(g >> WINDOW_SHIFT)) {
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
