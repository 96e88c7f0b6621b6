/* What passes at once. Programs that share on purpose do in their hot code what is a violation by
 * the letter and is accepted; to decide that anew, slowly, would be most of what they do.
 *
 * R57 (known). What passes here the slow decision (check.c) lets pass, too. It is told by the tag,
 * which is read each time, by the kind of access, and by what is known for good:
 *     - What everybody may touch, and what is the task's own: parts of a granule, too (splits.h).
 *     - A write to TAG_GLOBAL is a global-write of whichever task does it, and nothing if main
 *       does. Which block it is, who sent it and who has it are not asked then.
 *     - Static data with tag 0 is read by everybody, and a write of a task is a global-write, but
 *       for variables that everybody shares and constants: a granule counts if no byte of it is
 *       of those. What was lent has another tag.
 *     - A kind that is accepted by a check's mark, or passed over at a place (R20), stays so.
 *   Nothing is kept of blocks: what lies there was freed, sent or given away since is in the tag.
 *   Any other kind, tag or place takes the slow way.
 *
 * This file is compiled without vector registers and calls only what is, too: the gate comes here
 * before it has saved them. Both tables are read without a lock: an entry is one word. */
#include "known.h"

#include "mistake.h"
#include "splits.h"
#include "thread.h"

enum { PLACES = 4096, GRANULES = 4096, ROUND_SHIFT = 43 };
static _Atomic uintptr_t done[PLACES];
/* A granule of static data that is plain, by its number, and the round in which it was so. */
static _Atomic uint64_t plain[GRANULES];
static _Atomic uint32_t round_now = 1;

/* Where the place is, or would be; PLACES: nowhere, the table is full. What is not in it is decided
 * and told anew: that is slow, and hides nothing. */
static size_t done_at(uintptr_t key)
{
    size_t i = key * 0x9e3779b97f4a7c15u >> 52;
    for (size_t n = 0; n < PLACES; n++, i = (i + 1) % PLACES) {
        uintptr_t is = atomic_load_explicit(&done[i], memory_order_relaxed);
        if (is == key || is == 0)
            return i;
    }
    return PLACES;
}

static uintptr_t key_of(uintptr_t place, enum kind kind)
{
    return (MISTAKE("R57-place") ? 0 : place) * KINDS + (uintptr_t)kind;
}

bool known_is_done(uintptr_t place, enum kind kind)
{
    uintptr_t key = key_of(place, kind);
    size_t i = done_at(key);
    return i < PLACES && atomic_load_explicit(&done[i], memory_order_relaxed) == key;
}

void known_done(uintptr_t place, enum kind kind)
{
    uintptr_t key = key_of(place, kind);
    size_t i = done_at(key);
    if (i < PLACES)
        atomic_store_explicit(&done[i], key, memory_order_relaxed);
}

/* ---- static data ---- */

static uint64_t entry_of(uintptr_t address, uint32_t round)
{
    return address >> FBP_GRANULE_SHIFT | (uint64_t)round << ROUND_SHIFT;
}

static _Atomic uint64_t *plain_at(uintptr_t address)
{
    return &plain[(address >> FBP_GRANULE_SHIFT) % GRANULES];
}

static bool is_plain(uintptr_t address)
{
    uint64_t entry = entry_of(address, atomic_load_explicit(&round_now, memory_order_relaxed));
    return atomic_load_explicit(plain_at(address), memory_order_relaxed) == entry;
}

uint32_t known_round(void)
{
    return atomic_load_explicit(&round_now, memory_order_acquire);
}

void known_static(uintptr_t address, uint32_t round)
{
    atomic_store_explicit(plain_at(address), entry_of(address, round), memory_order_relaxed);
}

void known_forget(void)
{
    atomic_fetch_add_explicit(&round_now, 1, memory_order_release);
}

/* ---- the decision ---- */

static bool accepts_global_write(uint32_t accepted, uintptr_t place)
{
    if ((MISTAKE("R57-kind") ? accepted : accepted & 1) == 0)
        return known_is_done(place, KIND_GLOBAL_WRITE);
    thread_me.accepted++;
    return true;
}

bool known_passes(uintptr_t address, bool write, uint32_t accepted, uintptr_t place)
{
    tag t = splits_get(address);
    if (tag_is_everybodys(t, write))
        return true;
    if (t == __fbp_self)
        return thread_me.kind != THREAD_UNKNOWN;
    bool lent = t != TAG_MAIN && !MISTAKE("R57-lent");
    bool global = t == TAG_GLOBAL || (!lent && is_plain(address)) || MISTAKE("R57-tag");
    if (!global || (address >= thread_me.low && address < thread_me.high))
        return false;
    if (__fbp_self == TAG_MAIN)
        return thread_me.kind == THREAD_MAIN;
    return !write || accepts_global_write(accepted, place);
}

bool known_at_gate(uintptr_t address, uint64_t access, uintptr_t place)
{
    uint32_t accepted = (uint32_t)(access >> FBP_GATE_ACCEPTED) & FBP_GATE_KINDS;
    return known_passes(address, (access & 1) != 0, accepted, place);
}
