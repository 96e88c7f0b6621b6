/* malloc and its family, in place of glibc's and made of it.
 *
 * Each block is noted (blocks.h). Once tasks run it is also zeroed, stamped with the task that
 * allocates, and where that was is remembered. No lock, and no way into the rest of the run time:
 * memory may be allocated anywhere, inside it, too.
 *
 * R18 (before). What is noted of a block that is freed or moved changes before the real free or
 * realloc: afterwards the memory may be another thread's. */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "allocs.h"
#include "blocks.h"
#include "prim.h"
#include "shadow.h"
#include "tasks.h"
#include "thread.h"

void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t n, size_t bytes);
void *__libc_realloc(void *old, size_t bytes);
void *__libc_memalign(size_t align, size_t bytes);
void __libc_free(void *old);

#define CALLER ((uintptr_t)__builtin_return_address(0))
enum { LARGE = 64 * 1024, CHUNK_MAPPED = 2 };

static inline bool active(void)
{
    return atomic_load_explicit(&tasks_active, memory_order_relaxed);
}

static void *made(void *got, size_t bytes, uintptr_t place)
{
    if (got == NULL)
        return NULL;
    if (!atomic_load_explicit(&shadow_mapped, memory_order_acquire))
        shadow_map();
    uintptr_t start = (uintptr_t)got;
    block_made(start, bytes);
    if (active()) {
        shadow_fill(start, start + (bytes == 0 ? 1 : bytes), thread_stamp());
        allocs_note(start, place);
    }
    return got;
}

/* glibc keeps beside the size of a chunk whether it has a mapping of its own: free unmaps that at
 * once, and what comes to lie there next is perhaps no block. */
static bool is_mapped(const void *block)
{
    return (((const size_t *)block)[-1] & CHUNK_MAPPED) != 0;
}

static void gone(void *old)
{
    uintptr_t start = (uintptr_t)old;
    if (!is_mapped(old)) {
        block_freed(start);
        return;
    }
    uintptr_t end = start + malloc_usable_size(old);
    if (active())
        shadow_fill(start, end, TAG_MAIN);
    block_forget(start, end);
}

__attribute__((visibility("default"))) void *malloc(size_t bytes)
{
    if (!active())
        return made(__libc_malloc(bytes), bytes, CALLER);
    if (bytes >= LARGE) /* what comes fresh from the system is zero already */
        return made(__libc_calloc(1, bytes), bytes, CALLER);
    void *got = __libc_malloc(bytes);
    if (got != NULL)
        memset(got, 0, malloc_usable_size(got));
    return made(got, bytes, CALLER);
}

__attribute__((visibility("default"))) void *calloc(size_t n, size_t bytes)
{
    return made(__libc_calloc(n, bytes), n * bytes, CALLER);
}

__attribute__((visibility("default"))) void free(void *old)
{
    if (old == NULL)
        return;
    int saved = errno;
    if (atomic_load_explicit(&shadow_mapped, memory_order_relaxed))
        gone(old);
    __libc_free(old);
    errno = saved;
}

static void *resize(void *old, size_t bytes, uintptr_t place)
{
    if (old == NULL)
        return made(active() ? __libc_calloc(1, bytes) : __libc_malloc(bytes), bytes, place);
    if (bytes == 0) {
        free(old);
        return NULL;
    }
    size_t was = malloc_usable_size(old);
    if (atomic_load_explicit(&shadow_mapped, memory_order_relaxed))
        gone(old); /* R18 */
    void *got = __libc_realloc(old, bytes);
    if (got == NULL) { /* it is still there, and still the caller's */
        made(old, was, place);
        return NULL;
    }
    size_t is = malloc_usable_size(got);
    if (active() && is > was)
        memset((char *)got + was, 0, is - was);
    return made(got, bytes, place);
}

__attribute__((visibility("default"))) void *realloc(void *old, size_t bytes)
{
    return resize(old, bytes, CALLER);
}

__attribute__((visibility("default"))) void *reallocarray(void *old, size_t n, size_t bytes)
{
    size_t all;
    if (__builtin_mul_overflow(n, bytes, &all)) {
        errno = ENOMEM;
        return NULL;
    }
    return resize(old, all, CALLER);
}

static void *aligned(size_t align, size_t bytes, uintptr_t place)
{
    void *got = __libc_memalign(align < GRANULE ? GRANULE : align, bytes);
    if (got != NULL && active())
        memset(got, 0, malloc_usable_size(got));
    return made(got, bytes, place);
}

__attribute__((visibility("default"))) void *memalign(size_t align, size_t bytes)
{
    return aligned(align, bytes, CALLER);
}

__attribute__((visibility("default"))) void *aligned_alloc(size_t align, size_t bytes)
{
    return aligned(align, bytes, CALLER);
}

__attribute__((visibility("default"))) int posix_memalign(void **to, size_t align, size_t bytes)
{
    if (align % sizeof(void *) != 0 || align == 0 || (align & (align - 1)) != 0)
        return EINVAL;
    int saved = errno;
    void *got = aligned(align, bytes, CALLER);
    errno = saved;
    if (got == NULL)
        return ENOMEM;
    *to = got;
    return 0;
}

__attribute__((visibility("default"))) void *valloc(size_t bytes)
{
    return aligned(4096, bytes, CALLER);
}

__attribute__((visibility("default"))) void *pvalloc(size_t bytes)
{
    return aligned(4096, (bytes + 4095) & ~(size_t)4095, CALLER);
}
