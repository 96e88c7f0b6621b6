/* Beside AddressSanitizer: its malloc stays, and tells us of each block by the hooks that it has
 * for that.
 *
 * Its blocks begin at granules and have granules of their own (redzones are between), so all that
 * holds for glibc's holds for them. What was allocated before the hooks are set, by constructors of
 * shared objects, is not known, and passes. */
#include <string.h>

#include "allocs.h"
#include "blocks.h"
#include "needed.h"
#include "shadow.h"
#include "tasks.h"
#include "thread.h"

int __sanitizer_install_malloc_and_free_hooks(void (*made)(const volatile void *, size_t),
                                              void (*freed)(const volatile void *));

size_t __asan_get_alloc_stack(void *block, void **places, size_t most, int *thread);
void *__asan_get_current_fake_stack(void);
void *__asan_addr_is_in_fake_stack(void *stack, void *address, void **low, void **high);

/* Frames may lie in memory of AddressSanitizer's (detect_stack_use_after_return). */
static bool in_fake_stack(uintptr_t address)
{
    void *stack = __asan_get_current_fake_stack();
    return stack != NULL &&
           __asan_addr_is_in_fake_stack(stack, (void *)address, NULL, NULL) != NULL;
}

/* It keeps where each block was allocated; the first frame is its own. */
static int ask(uintptr_t start, uintptr_t *places, int most)
{
    void *trace[ALLOC_FRAMES + 1];
    int thread = 0;
    size_t n = __asan_get_alloc_stack((void *)start, trace, (size_t)most + 1, &thread);
    for (size_t i = 1; i < n; i++)
        places[i - 1] = (uintptr_t)trace[i];
    return n == 0 ? 0 : (int)n - 1;
}

static void made(const volatile void *block, size_t bytes)
{
    uintptr_t start = (uintptr_t)block;
    if (block == NULL || start % GRANULE != 0 || needed_nothing())
        return;
    block_made(start, bytes);
    if (!atomic_load_explicit(&tasks_active, memory_order_relaxed))
        return;
    memset((void *)start, 0, bytes);
    shadow_fill(start, start + (bytes == 0 ? 1 : bytes), thread_stamp());
    allocs_note(start, 0);
}

static void freed(const volatile void *block)
{
    uintptr_t start = (uintptr_t)block;
    if (block != NULL && start % GRANULE == 0 && !needed_nothing())
        block_freed(start);
}

__attribute__((constructor(101))) static void install(void)
{
    __sanitizer_install_malloc_and_free_hooks(made, freed);
    thread_owns_too = in_fake_stack;
    allocs_ask = ask;
}
