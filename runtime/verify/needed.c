/* Events that the link has switched off, since no check looks at what they are about
 * (check/needed.c of the analyzer, W7). If no check looks at anything, nothing is noted and nothing
 * stamped: the run time only starts the tasks.
 *
 * R60 (needed). What was switched off stays so while the program is what was linked, and the run
 *    time is not asked for more than checks are (leaks, strict_send: before any event). Where a
 *    shared object with checks of its own comes along, all events are switched on: before the
 *    first, if it was linked; what exists by then, if it is loaded by code that was not analysed,
 *    passes from then on, since its tags may not be exact. */
#include "needed.h"

#include "blocks.h"
#include "shadow.h"
#include "tasks.h"

#define ENTRY __attribute__((section("fbp_events"), used))
#define END __attribute__((visibility("hidden")))

ENTRY struct fbp_event needed_any = {.operand = FBP_EVENT_ANY, .on = 1};
extern END struct fbp_event __start_fbp_events[], __stop_fbp_events[];

static void pass(const struct block *block, void *context)
{
    (void)context;
    shadow_fill(block->start, block->end, TAG_UNTRACKED);
}

void needed_all(void)
{
    bool stale = false;
    for (struct fbp_event *e = __start_fbp_events; e < __stop_fbp_events; e++)
        stale |= __atomic_exchange_n(&e->on, 1, __ATOMIC_RELAXED) == 0;
    if (stale && atomic_load(&tasks_active))
        block_each(pass, NULL);
}
