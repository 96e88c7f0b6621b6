/* Objects that a slab or arena of the program makes out of one block of malloc.
 *
 * An object that begins at a granule becomes a block: it is found from inside, walked and sent by
 * itself. What is left of the big block around it is no block any more, and passes (R17). Any other
 * object is only stamped, byte by byte. */
#include "blocks.h"
#include "fbp/rt.h"
#include "needed.h"
#include "splits.h"
#include "tasks.h"
#include "thread.h"

void fbp_object_new(void *object, size_t bytes)
{
    uintptr_t at = (uintptr_t)object;
    if (object == NULL || bytes == 0 || needed_nothing())
        return;
    bool entered = thread_enter();
    if (at % GRANULE == 0)
        block_made(at, bytes);
    if (atomic_load_explicit(&tasks_active, memory_order_relaxed)) {
        if (at % GRANULE == 0)
            shadow_fill(at, at + bytes, thread_stamp());
        else
            splits_fill(at, at + bytes, thread_stamp());
    }
    if (entered)
        thread_leave();
}

void fbp_object_delete(void *object, size_t bytes)
{
    uintptr_t at = (uintptr_t)object;
    if (object != NULL && bytes != 0 && at % GRANULE == 0 && !needed_nothing())
        block_freed(at);
}
