/* A stack's granules have tag 0 when a thread begins, so each access of a task to its own local
 * variables, through a pointer, would ask the run time. The first one stamps the granules around it
 * with the task's number, and the rest passes in compiled code.
 *
 * R24 (frames). Only a granule of the current task's own stack that has tag 0 is stamped so: what
 * is lent, or nobody's, stays what it is. It lies in a frame that is alive: at or above the frame
 * of the check, on the stack that the system gave to the thread; not on a signal's stack or one of
 *    the program's own making, which may be a block that somebody else has. When the task leaves
 * the thread, or another begins on it, all these tags become 0 again, so none outlives the frames;
 *    and a loan gives 0 back, not the lender's number, since it may end later. Nobody inherits a
 *    stack: what tag the touched granule of another's has decides nothing but a loan (check.c). */
#include "frames.h"

#include "blocks.h"
#include "mistake.h"
#include "splits.h"
#include "statics.h"
#include "thread.h"

/* At once, from multiples of it on. */
enum { AROUND = 256 };

/* Its memory is nothing else beside: no block of the heap, no variable. */
static bool is_plain(struct thread *me)
{
    struct block b;
    if (me->stack == STACK_UNKNOWN)
        me->stack = block_find(me->high - 1, &b) || statics_contain(me->high - 1) ? STACK_IN_OTHER
                                                                                  : STACK_PLAIN;
    return me->stack == STACK_PLAIN || MISTAKE("R24-block");
}

void frames_claim(uintptr_t address, uintptr_t frame)
{
    struct thread *me = &thread_me;
    uintptr_t alive = granule_up(frame), top = granule_down(me->high);
    if (me->kind != THREAD_TASK || frame < me->low || address < alive || address >= top ||
        !is_plain(me))
        return;
    uintptr_t low = address & ~(uintptr_t)(AROUND - 1), high = low + AROUND;
    low = low < alive ? alive : low;
    high = high > top ? top : high;
    if (MISTAKE("R24-lent"))
        splits_fill(low, high, __fbp_self);
    else
        splits_change(low, high, TAG_MAIN, __fbp_self);
    if (me->claimed == 0 || low < me->claimed)
        me->claimed = low;
}

void frames_forget(void)
{
    struct thread *me = &thread_me;
    if (me->claimed == 0 || MISTAKE("R24-kept"))
        return;
    splits_change(me->claimed, granule_down(me->high), __fbp_self, TAG_MAIN);
    me->claimed = 0;
}
