/* The shadow: who owns each granule (16 bytes) of memory. See abi.h. */
#ifndef FBP_VERIFY_SHADOW_H
#define FBP_VERIFY_SHADOW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "abi.h"

typedef uint16_t tag;

/* 0 is main or nobody yet, 1 to TAG_LAST_TASK a task's number, the rest states. */
enum {
    TAG_MAIN = 0,
    TAG_LAST_TASK = 0xfeff,
    TAG_UNTRACKED = 0xfffa, /* nothing is known of it: everybody may touch it */
    TAG_SPLIT = 0xfffb,     /* its bytes belong to several: splits.h */
    TAG_UNCLAIMED = 0xfffc, /* the next who touches it owns it */
    TAG_GLOBAL = 0xfffd,    /* a static variable leads to it */
    TAG_FROZEN = 0xfffe,
    TAG_TRANSIT = 0xffff,
};

enum { GRANULE = 1 << FBP_GRANULE_SHIFT };
#define ADDRESS_LIMIT (UINT64_C(1) << 47)

/* Maps the shadow and the marks of blocks, once: whole, or under a limit of address space piece
 * by piece (demand.h). */
void shadow_map(void);
extern _Atomic bool shadow_mapped;

static inline _Atomic tag *shadow_at(uintptr_t address)
{
    return (_Atomic tag *)(uintptr_t)(FBP_SHADOW_BASE +
                                      (address >> FBP_GRANULE_SHIFT) * sizeof(tag));
}

static inline tag shadow_get(uintptr_t address)
{
    return atomic_load_explicit(shadow_at(address), memory_order_relaxed);
}

static inline bool tag_is_task(tag t)
{
    return t <= TAG_LAST_TASK;
}

/* What everybody may do, wherever it lies (the gate says so, too). */
static inline bool tag_is_everybodys(tag t, bool write)
{
    return t == TAG_UNTRACKED || (!write && (t == TAG_FROZEN || t == TAG_GLOBAL));
}

static inline uintptr_t granule_down(uintptr_t address)
{
    return address & ~(uintptr_t)(GRANULE - 1);
}

static inline uintptr_t granule_up(uintptr_t address)
{
    return (address + GRANULE - 1) & ~(uintptr_t)(GRANULE - 1);
}

/* There is a block, or a tag, in [low, high): shadow_each_part visits it from now on. */
void shadow_touch(uintptr_t low, uintptr_t high);
/* Every mebibyte in which something is. */
void shadow_each_part(void (*call)(uintptr_t low, uintptr_t high, void *context), void *context);
/* Every granule that [low, high) touches. */
void shadow_fill(uintptr_t low, uintptr_t high, tag to);
/* ... of these, those that are `from`. */
void shadow_change(uintptr_t low, uintptr_t high, tag from, tag to);
/* The first granule in [low, high) that is not `is`; high if all are. */
uintptr_t shadow_differs(uintptr_t low, uintptr_t high, tag is);
/* Every task's tag anywhere goes through `change`. */
void shadow_sweep(tag (*change)(tag));

#endif
