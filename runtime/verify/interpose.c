/* malloc and its family, in place of glibc's and made of it. In a static program libc's own is
 * there whatever we define: the linker is told to --wrap it (FBP_STATIC, libfbp_rt_static.a).
 * Beside AddressSanitizer its malloc stays: hooks.c.
 *
 * Each block is noted (blocks.h). Once tasks run it is also zeroed, stamped with the task that
 * allocates, and where that was is remembered. No lock, and no way into the rest of the run
 * time: memory may be allocated anywhere, inside it, too.
 *
 * R18 (before). What is noted of a block that is freed or moved changes before the real free or
 *    realloc: afterwards the memory may be another thread's. */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "allocs.h"
#include "blocks.h"
#include "needed.h"
#include "prim.h"
#include "shadow.h"
#include "tasks.h"
#include "thread.h"

#ifdef FBP_STATIC
#define OURS(name) __wrap_##name
#define REAL(name) __real_##name
#else
#define OURS(name) name
#define REAL(name) __libc_##name
#endif
#define FAMILY __attribute__((visibility("default")))

void *REAL(malloc)(size_t bytes);
void *REAL(calloc)(size_t n, size_t bytes);
void *REAL(realloc)(void *old, size_t bytes);
void *REAL(memalign)(size_t align, size_t bytes);
void REAL(free)(void *old);

FAMILY void *OURS(malloc)(size_t bytes);
FAMILY void *OURS(calloc)(size_t n, size_t bytes);
FAMILY void *OURS(realloc)(void *old, size_t bytes);
FAMILY void *OURS(reallocarray)(void *old, size_t n, size_t bytes);
FAMILY void *OURS(memalign)(size_t align, size_t bytes);
FAMILY void *OURS(aligned_alloc)(size_t align, size_t bytes);
FAMILY int OURS(posix_memalign)(void **to, size_t align, size_t bytes);
FAMILY void *OURS(valloc)(size_t bytes);
FAMILY void *OURS(pvalloc)(size_t bytes);
FAMILY void OURS(free)(void *old);

#define CALLER ((uintptr_t)__builtin_return_address(0))
enum { LARGE = 64 * 1024, CHUNK_MAPPED = 2 };

static inline bool active(void)
{
    return atomic_load_explicit(&tasks_active, memory_order_relaxed);
}

static void *made(void *got, size_t bytes, uintptr_t place)
{
    if (got == NULL || needed_nothing())
        return got;
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

FAMILY void *OURS(malloc)(size_t bytes)
{
    if (!active())
        return made(REAL(malloc)(bytes), bytes, CALLER);
    if (bytes >= LARGE) /* what comes fresh from the system is zero already */
        return made(REAL(calloc)(1, bytes), bytes, CALLER);
    void *got = REAL(malloc)(bytes);
    if (got != NULL)
        memset(got, 0, malloc_usable_size(got));
    return made(got, bytes, CALLER);
}

FAMILY void *OURS(calloc)(size_t n, size_t bytes)
{
    return made(REAL(calloc)(n, bytes), n * bytes, CALLER);
}

FAMILY void OURS(free)(void *old)
{
    if (old == NULL)
        return;
    int saved = errno;
    if (atomic_load_explicit(&shadow_mapped, memory_order_relaxed))
        gone(old);
    REAL(free)(old);
    errno = saved;
}

static void *resize(void *old, size_t bytes, uintptr_t place)
{
    if (old == NULL)
        return made(active() ? REAL(calloc)(1, bytes) : REAL(malloc)(bytes), bytes, place);
    if (bytes == 0) {
        OURS(free)(old);
        return NULL;
    }
    size_t was = malloc_usable_size(old);
    if (atomic_load_explicit(&shadow_mapped, memory_order_relaxed))
        gone(old); /* R18 */
    void *got = REAL(realloc)(old, bytes);
    if (got == NULL) { /* it is still there, and still the caller's */
        made(old, was, place);
        return NULL;
    }
    size_t is = malloc_usable_size(got);
    if (active() && is > was)
        memset((char *)got + was, 0, is - was);
    return made(got, bytes, place);
}

FAMILY void *OURS(realloc)(void *old, size_t bytes)
{
    return resize(old, bytes, CALLER);
}

FAMILY void *OURS(reallocarray)(void *old, size_t n, size_t bytes)
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
    void *got = REAL(memalign)(align < GRANULE ? GRANULE : align, bytes);
    if (got != NULL && active())
        memset(got, 0, malloc_usable_size(got));
    return made(got, bytes, place);
}

FAMILY void *OURS(memalign)(size_t align, size_t bytes)
{
    return aligned(align, bytes, CALLER);
}

FAMILY void *OURS(aligned_alloc)(size_t align, size_t bytes)
{
    return aligned(align, bytes, CALLER);
}

FAMILY int OURS(posix_memalign)(void **to, size_t align, size_t bytes)
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

FAMILY void *OURS(valloc)(size_t bytes)
{
    return aligned(4096, bytes, CALLER);
}

FAMILY void *OURS(pvalloc)(size_t bytes)
{
    return aligned(4096, (bytes + 4095) & ~(size_t)4095, CALLER);
}
