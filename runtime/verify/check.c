/* The decision about one access (DESIGN section 6, "What counts at run time").
 *
 * Compiled code lets pass what has the tag of the current task. Here is the rest: an access
 * passes, claims what it touches, or is a violation of one kind. The kind says what the toucher
 * did, not who owns the object by now: whoever has given it away before commits a use-after-
 * send, so the kind does not depend on timing.
 *
 * R12 (stacks). A thread's own stack and thread-local variables are its task's, except what is
 *    lent to a task that runs. A task that was lent something on a stack of which the extent is
 *    not known may touch all of the starter's frames, and what they lead to: it may hang below
 *    what was lent.
 *
 * R25 (constants). What the loader maps read-only is constant. Where it is read through a pointer
 *    its granules become TAG_FROZEN, which compiled code and the fast way let everybody read; for
 *    all else it counts as what it was before, 0.
 *
 * R17 (untracked). Memory that is no block of the heap, no static data and no stack of a known
 *    thread passes: tags that lie there are left over from what was there before. So does a
 *    block that was freed, unless the toucher sent it: what is done to it breaks memory safety,
 *    or nothing. */
#include "check.h"

#include "abi.h"
#include "doubts.h"
#include "frames.h"
#include "known.h"
#include "loans.h"
#include "options.h"
#include "report.h"
#include "search.h"
#include "splits.h"
#include "statics.h"
#include "thread.h"
#include "whose.h"

/* What has this tag around the address is the toucher's from now on. */
static void claim(uintptr_t address, tag is)
{
    struct block b;
    if (block_find(address, &b))
        splits_change(b.start, granule_up(b.end), is, __fbp_self);
    else
        splits_change(address, address + 1, is, __fbp_self);
}

/* The address is part of what was lent to the tag's task, which nobody has joined yet. */
static bool is_lent(uintptr_t address, tag t)
{
    struct loan loan;
    return tag_is_task(t) && t != __fbp_self && tasks_is_open(t) && loans_at(address, t, &loan);
}

/* R12: it was lent something in frames that lead there. */
static bool is_below_frames(uintptr_t address, tag t)
{
    const struct task *me = thread_me.task;
    return me != NULL && me->exempt_set && tag_is_task(t) &&
           search_frames(me->exempt_low, me->exempt_high, address);
}

/* A static variable leads to the block. An element of it that was lent is global all the same if
 * the code of tasks names the variable, which is not known here: who reads it is believed, and from
 * then on everybody. */
static bool may_be_global(uintptr_t address, tag t, bool write)
{
    struct loan loan;
    if (splits_get(address) == TAG_GLOBAL)
        return true;
    if (!tag_is_task(t) || !tasks_is_open(t) || !loans_at(address, t, &loan))
        return false;
    if (!write)
        splits_change(loan.low, loan.high, t, TAG_UNTRACKED);
    return true;
}

/* By a variable, as far as can be told: whoever reads it may, and is not asked again. */
static bool is_led_to(uintptr_t low, uintptr_t high, uintptr_t address, tag t)
{
    if (!search_loosely(address))
        return false;
    shadow_change(low, high, t, TAG_UNTRACKED);
    return true;
}

/* R16: a static variable led to it all the time, so everybody may read it. (What main writes there
 * is reported as before: the task that it was given to runs, and probably reads it.) */
static bool was_never_lent(const struct sending *mine, uintptr_t address)
{
    return (mine == NULL || mine->how == HOW_LENT) && search_unlent(address) != NULL &&
           splits_get(address) == TAG_GLOBAL;
}

static enum kind in_heap(const struct block *b, uintptr_t address, tag t, bool write,
                         struct violation *v)
{
    struct sending mine;
    bool sent = senders_by(b, address, whose_serial(), &mine) && mine.how != HOW_FROZEN;
    if (sent)
        v->given = mine;
    if (sent || (is_lent(address, t) && tasks_of(t)->starter == whose_serial()))
        return !write && was_never_lent(sent ? &mine : NULL, address) ? KIND_NONE
                                                                      : KIND_USE_AFTER_SEND;
    if (b->freed)
        return KIND_NONE;
    if (t == TAG_TRANSIT)
        return KIND_FOREIGN_ACCESS;
    const struct fbp_global *by = search_statics(address);
    v->led_by = by == NULL ? NULL : by->name;
    if (by != NULL && may_be_global(address, t, write))
        return write && __fbp_self != TAG_MAIN ? KIND_GLOBAL_WRITE : KIND_NONE;
    if ((!write && search_libraries(address)) || is_below_frames(address, t))
        return KIND_NONE;
    if (!write && is_led_to(b->start, b->end, address, t))
        return KIND_NONE;
    return KIND_FOREIGN_ACCESS;
}

/* R57: is all of the granule like the address? Its other bytes are static data, or nothing. */
static void note_static(uintptr_t address)
{
    uint32_t round = known_round();
    uintptr_t low = granule_down(address);
    for (uintptr_t a = low; a < low + GRANULE; a++) {
        const struct fbp_global *v = statics_variable(a);
        if (v != NULL && (v->flags & (FBP_GLOBAL_SHARED | FBP_GLOBAL_CONSTANT)) != 0)
            return;
    }
    if (statics_contain(address))
        known_static(address, round);
}

static enum kind in_static(uintptr_t address, tag t, bool write)
{
    const struct fbp_global *v = statics_variable(address);
    if (v != NULL && (v->flags & FBP_GLOBAL_SHARED) != 0)
        return KIND_NONE;
    if (v != NULL && (v->flags & FBP_GLOBAL_CONSTANT) != 0)
        return write ? KIND_FROZEN_WRITE : KIND_NONE;
    if (t == TAG_MAIN)
        note_static(address);
    if (is_lent(address, t) && tasks_of(t)->starter == whose_serial())
        return KIND_USE_AFTER_SEND;
    /* Who reads it may know it by its name: then it is global, and was not lent. */
    if (is_lent(address, t) && write)
        return KIND_FOREIGN_ACCESS;
    return write && __fbp_self != TAG_MAIN ? KIND_GLOBAL_WRITE : KIND_NONE;
}

static enum kind on_stack(uintptr_t address, tag t, tag owner, bool write)
{
    const struct task *me = thread_me.task;
    if (is_lent(address, t))
        return KIND_FOREIGN_ACCESS;
    if (me == NULL || tasks_owner(owner) == __fbp_self)
        return KIND_NONE;
    if (me->exempt_set && address >= me->exempt_low && address < me->exempt_high)
        return KIND_NONE;
    uintptr_t low = granule_down(address);
    return !write && is_led_to(low, low + GRANULE, address, t) ? KIND_NONE : KIND_FOREIGN_ACCESS;
}

/* R16: it was found global, and may have been taken out of the variable since. */
static bool is_global_still(struct violation *v)
{
    if (v->kind != KIND_GLOBAL_WRITE || v->owner != TAG_GLOBAL || v->block.start == 0)
        return true;
    const struct fbp_global *by = search_statics(v->checked);
    v->led_by = by == NULL ? NULL : by->name;
    if (by != NULL)
        return true;
    shadow_change(v->block.start, v->block.end, TAG_GLOBAL, TAG_UNTRACKED);
    return false;
}

/* The handle by which a task is joined may lie in what the task was lent. */
static bool is_handle(uintptr_t address, tag t)
{
    return tag_is_task(t) && t != TAG_MAIN && tasks_of(t)->handle_at == address &&
           tasks_of(t)->starter == whose_serial();
}

/* R25: around the address, as far as that is constant. */
enum { AROUND = 256 };
static bool reads_constant(uintptr_t address, bool write)
{
    uintptr_t low, high, from = address & ~(uintptr_t)(AROUND - 1), to = from + AROUND;
    if (write || !statics_constant(address, &low, &high))
        return false;
    from = from < low ? granule_up(low) : from;
    to = to > high ? granule_down(high) : to;
    shadow_change(from, to, TAG_MAIN, TAG_FROZEN);
    return true;
}

static bool is_constant(uintptr_t address)
{
    uintptr_t low, high;
    return statics_constant(address, &low, &high);
}

static enum kind decide(uintptr_t address, bool write, uintptr_t frame, struct violation *v)
{
    struct block b;
    tag t = v->owner = splits_get(address), self = __fbp_self, owner;
    if (t == self || tag_is_everybodys(t, write))
        return KIND_NONE;
    if (!write && is_handle(address, t))
        return KIND_NONE;
    if (thread_owns(address)) {
        if (is_lent(address, t))
            return KIND_USE_AFTER_SEND;
        frames_claim(address, frame);
        return KIND_NONE;
    }
    if (t == TAG_MAIN && reads_constant(address, write))
        return KIND_NONE;
    if (t == TAG_FROZEN && is_constant(address)) /* R25 */
        t = v->owner = TAG_MAIN;
    bool fixed = statics_contain(address) || statics_variable(address) != NULL;
    bool heap = !fixed && block_find(address, &b);
    if (heap)
        v->block = b;
    bool left = tag_is_task(t) && t != TAG_MAIN && !(heap && b.freed);
    bool inherited = left && (heap || fixed) && whose_mine(t, heap ? &b : NULL, address);
    if (t == TAG_UNCLAIMED || inherited) {
        claim(address, t);
        return KIND_NONE;
    }
    if (t == TAG_FROZEN)
        return KIND_FROZEN_WRITE;
    if (t == TAG_GLOBAL)
        return self != TAG_MAIN ? KIND_GLOBAL_WRITE : KIND_NONE;
    if (heap)
        return in_heap(&b, address, t, write, v);
    if (fixed)
        return in_static(address, t, write);
    if (thread_stack_at(address, &owner, NULL, NULL))
        return on_stack(address, t, owner, write);
    return KIND_NONE;
}

/* R23 */
static bool is_in_doubt(const struct violation *v, uintptr_t address)
{
    bool lent = v->given.packet != 0 && v->given.how == HOW_LENT;
    return doubts_end(lent ? v->given.to_number : v->owner, address);
}

static bool is_accepted(enum kind kind, uint32_t accepted)
{
    bool is = (accepted >> (kind - KIND_GLOBAL_WRITE) & 1) != 0;
    thread_me.accepted += is;
    return is;
}

void check_access(uintptr_t address, uint64_t access, uintptr_t place, uint32_t accepted)
{
    if (!atomic_load_explicit(&tasks_active, memory_order_relaxed) || address >= ADDRESS_LIMIT)
        return;
    if (thread_me.kind == THREAD_UNKNOWN) {
        atomic_fetch_add_explicit(&thread_unchecked, 1, memory_order_relaxed);
        return;
    }
    if (!thread_enter())
        return;
    struct violation v = {.doing = DOING_ACCESS,
                          .write = (access & 1) != 0,
                          .bytes = access >> 1 & 0x3fffffff,
                          .lost = (access & FBP_ACCESS_LOST) != 0,
                          .place = place,
                          .marked = (accepted & CHECK_MARKED) != 0,
                          .checked = address,
                          .still = is_global_still};
    v.address = address + (uintptr_t)(intptr_t)(int32_t)(access >> 32);
    uintptr_t frame = (uintptr_t)__builtin_frame_address(0);
    thread_prune(frame);
    v.kind = decide(address, v.write, frame, &v);
    if (v.kind != KIND_NONE && !is_accepted(v.kind, accepted) && !known_is_done(place, v.kind) &&
        !is_in_doubt(&v, address))
        report(&v);
    thread_leave();
}

static bool passes_at_once(tag t, uint64_t access)
{
    return tag_is_everybodys(t, (access & 1) != 0) ||
           (t == __fbp_self && thread_me.kind != THREAD_UNKNOWN);
}

/* ... and a static variable that was never stamped is main's to write and everybody's to read
 * (in_static). */
static bool passes_soon(uintptr_t address, uint64_t access, uintptr_t place)
{
    bool write = (access & 1) != 0, known = thread_me.kind != THREAD_UNKNOWN;
    return known_passes(address, write, 0, place) ||
           (!write && known && address < ADDRESS_LIMIT && shadow_get(address) == TAG_MAIN &&
            statics_contain(address));
}

/* The registers that it saves are saved here, and not before it is known to be needed. */
static __attribute__((preserve_most, noinline)) void check_slowly(const void *address,
                                                                  uint64_t access)
{
    uintptr_t place = (uintptr_t)__builtin_return_address(0);
    if (!passes_soon((uintptr_t)address, access, place))
        check_access((uintptr_t)address, access, place, 0);
}

/* Its caller is check_slowly's, too. ISO C does not have the word. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpedantic"
__attribute__((preserve_most)) void __fbp_check(const void *address, uint64_t access)
{
    if (!passes_at_once(shadow_get((uintptr_t)address), access)) __attribute__
        ((musttail)) return check_slowly(address, access);
}
#pragma clang diagnostic pop

void __fbp_touch(const void *address, uint64_t access)
{
    uintptr_t at = (uintptr_t)address, place = (uintptr_t)__builtin_return_address(0);
    if (at >= 4096 && at < ADDRESS_LIMIT && !passes_at_once(shadow_get(at), access) &&
        !passes_soon(at, access, place))
        check_access(at, access, place, 0);
}

void __fbp_shared(const void *address, uint64_t bytes)
{
    uintptr_t low = (uintptr_t)address;
    if (low < 4096 || bytes == 0 || low >= ADDRESS_LIMIT)
        return;
    if (!atomic_load_explicit(&tasks_active, memory_order_acquire))
        tasks_activate();
    if (splits_are(low, low + bytes, TAG_UNTRACKED))
        return;
    bool entered = thread_enter();
    splits_fill(low, low + bytes, TAG_UNTRACKED);
    if (entered)
        thread_leave();
}
