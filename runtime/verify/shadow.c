/* The shadow: a tag of 16 bits for each 16 bytes of memory, at an address that is computed.
 *
 * 16 TiB of address space are reserved for it; pages of it exist where something was stamped.
 * Which mebibytes of memory ever were is noted in two levels, so that all tags can be visited (a
 * sweep).
 *
 * R1 (exact or slow). A granule's tag is the number of a task only if that task may touch all of
 *    the granule: compiled code lets such an access pass without asking. A tag that says less
 *    costs a call.
 *
 * R2 (allocation). Once anything is stamped, every allocation stamps all its granules, large
 *    ones too: no tag of what lay there before survives. Tags that are 0 over many pages are
 *    made by giving the pages back. */
#include "shadow.h"

#include <string.h>

#include "blocks.h"
#include "demand.h"
#include "prim.h"

_Atomic bool shadow_mapped;

enum { PART_SHIFT = 20, WHOLE_SHIFT = 32 };
/* One byte for each mebibyte of memory, and one for each 4 GiB. */
static _Atomic uint8_t *const touched = (_Atomic uint8_t *)TABLES_TOUCHED;
static _Atomic uint8_t touched_whole[ADDRESS_LIMIT >> WHOLE_SHIFT];

static const size_t SHADOW_BYTES = (ADDRESS_LIMIT >> FBP_GRANULE_SHIFT) * sizeof(tag);

void shadow_map(void)
{
    static struct lock lock;
    lock_take(&lock);
    if (!atomic_load_explicit(&shadow_mapped, memory_order_relaxed)) {
        bool whole = prim_reserve(FBP_SHADOW_BASE, SHADOW_BYTES) != NULL && blocks_map() &&
                     prim_reserve(TABLES_TOUCHED, ADDRESS_LIMIT >> PART_SHIFT) != NULL;
        if (!whole && !demand_begin())
            prim_die("cannot have the shadow at 0x200000000000");
        atomic_store_explicit(&shadow_mapped, true, memory_order_release);
    }
    lock_give(&lock);
}

void shadow_touch(uintptr_t low, uintptr_t high)
{
    for (uintptr_t part = low >> PART_SHIFT; part <= (high - 1) >> PART_SHIFT; part++) {
        if (atomic_load_explicit(&touched[part], memory_order_relaxed))
            continue;
        atomic_store_explicit(&touched[part], 1, memory_order_relaxed);
        atomic_store_explicit(&touched_whole[part >> (WHOLE_SHIFT - PART_SHIFT)], 1,
                              memory_order_relaxed);
    }
}

void shadow_fill(uintptr_t low, uintptr_t high, tag to)
{
    low = granule_down(low);
    high = granule_up(high);
    if (low >= high)
        return;
    tag *first = (tag *)shadow_at(low);
    size_t n = (high - low) >> FBP_GRANULE_SHIFT;
    if (to == TAG_MAIN) {
        prim_zero(first, n * sizeof(tag));
        return;
    }
    shadow_touch(low, high);
    for (size_t i = 0; i < n; i++)
        first[i] = to;
}

void shadow_change(uintptr_t low, uintptr_t high, tag from, tag to)
{
    if (low >= high)
        return;
    shadow_touch(low, high);
    for (uintptr_t g = granule_down(low); g < high; g += GRANULE) {
        tag is = from;
        if (shadow_get(g) == from)
            atomic_compare_exchange_strong_explicit(shadow_at(g), &is, to, memory_order_relaxed,
                                                    memory_order_relaxed);
    }
}

uintptr_t shadow_differs(uintptr_t low, uintptr_t high, tag is)
{
    uintptr_t g = granule_down(low);
    while (g < high && shadow_get(g) == is)
        g += GRANULE;
    return g < high ? g : high;
}

void shadow_each_part(void (*call)(uintptr_t low, uintptr_t high, void *context), void *context)
{
    const uintptr_t parts = (uintptr_t)1 << (WHOLE_SHIFT - PART_SHIFT);
    for (uintptr_t whole = 0; whole < ADDRESS_LIMIT >> WHOLE_SHIFT; whole++) {
        if (!atomic_load_explicit(&touched_whole[whole], memory_order_relaxed))
            continue;
        for (uintptr_t part = whole * parts; part < (whole + 1) * parts; part++)
            if (atomic_load_explicit(&touched[part], memory_order_relaxed))
                call(part << PART_SHIFT, (part + 1) << PART_SHIFT, context);
    }
}

struct sweep {
    tag (*change)(tag);
};

static void sweep_part(uintptr_t low, uintptr_t high, void *context)
{
    const struct sweep *sweep = context;
    for (uintptr_t g = low; g < high; g += GRANULE) {
        tag is = shadow_get(g);
        if (is == TAG_MAIN || !tag_is_task(is))
            continue;
        tag to = sweep->change(is);
        if (to != is)
            atomic_compare_exchange_strong_explicit(shadow_at(g), &is, to, memory_order_relaxed,
                                                    memory_order_relaxed);
    }
}

void shadow_sweep(tag (*change)(tag))
{
    struct sweep sweep = {change};
    shadow_each_part(sweep_part, &sweep);
}
