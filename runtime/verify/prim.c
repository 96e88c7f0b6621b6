/* The system, for the run time: memory from mmap alone, a lock on futex, output by write(2).
 *
 * Memory is reserved without being counted (MAP_NORESERVE) and zero until it is touched. Locks are
 * short and never held while code of the program runs: who is inside the run time does not come in
 * a second time (thread.h), so a signal in the middle of it cannot wait for itself. */
#include "prim.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "options.h"

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

enum { PAGE = 4096, GIVE_BACK = 256 * 1024, PIECE = 1 << 20 };

void *prim_reserve(uintptr_t at, size_t bytes)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (at != 0 ? MAP_FIXED_NOREPLACE : 0);
    void *got = mmap((void *)at, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (got == MAP_FAILED)
        return NULL;
    if (at != 0 && (uintptr_t)got != at) { /* a kernel that does not know the flag */
        munmap(got, bytes);
        return NULL;
    }
    if (bytes > (size_t)1 << 30)
        madvise(got, bytes, MADV_DONTDUMP);
    return got;
}

void prim_release(void *memory, size_t bytes)
{
    munmap(memory, bytes);
}

void prim_zero(void *low, size_t bytes)
{
    if (bytes < GIVE_BACK) {
        memset(low, 0, bytes);
        return;
    }
    uintptr_t from = (uintptr_t)low, to = from + bytes;
    uintptr_t first = (from + PAGE - 1) & ~(uintptr_t)(PAGE - 1),
              last = to & ~(uintptr_t)(PAGE - 1);
    memset(low, 0, first - from);
    /* ENOMEM: part of it is not mapped (demand.h), the rest has been given back */
    int saved = errno;
    bool given = madvise((void *)first, last - first, MADV_DONTNEED) == 0 || errno == ENOMEM;
    errno = saved;
    if (!given)
        memset((void *)first, 0, last - first);
    memset((void *)last, 0, to - last);
}

void *prim_forever(size_t bytes)
{
    static struct lock lock;
    static char *piece;
    static size_t left;
    bytes = (bytes + 15) & ~(size_t)15;
    lock_take(&lock);
    if (bytes > left) {
        size_t take = bytes > PIECE ? bytes : PIECE;
        piece = prim_reserve(0, take);
        if (piece == NULL)
            prim_die("no memory for the run time's tables");
        left = take;
    }
    void *got = piece;
    piece += bytes;
    left -= bytes;
    lock_give(&lock);
    return got;
}

bool prim_read(void *to, const void *from, size_t bytes)
{
    struct iovec here = {to, bytes}, there = {(void *)(uintptr_t)from, bytes};
    int saved = errno;
    ssize_t n = process_vm_readv(getpid(), &here, 1, &there, 1, 0);
    bool forbidden = n < 0 && (errno == EPERM || errno == ENOSYS);
    errno = saved;
    if (forbidden) { /* a sandbox: then it is read as it is */
        memcpy(to, from, bytes);
        return true;
    }
    return n == (ssize_t)bytes;
}

/* 0: free; 1: taken; 2: taken, and somebody waits. */
void lock_take(struct lock *lock)
{
    int is = 0;
    if (atomic_compare_exchange_strong_explicit(&lock->word, &is, 1, memory_order_acquire,
                                                memory_order_relaxed))
        return;
    for (int spin = 0; spin < 64; spin++) {
        is = 0;
        if (atomic_compare_exchange_weak_explicit(&lock->word, &is, 1, memory_order_acquire,
                                                  memory_order_relaxed))
            return;
        __builtin_ia32_pause();
    }
    int saved = errno;
    while (atomic_exchange_explicit(&lock->word, 2, memory_order_acquire) != 0)
        syscall(SYS_futex, &lock->word, FUTEX_WAIT_PRIVATE, 2, NULL, NULL, 0);
    errno = saved;
}

void lock_give(struct lock *lock)
{
    if (atomic_exchange_explicit(&lock->word, 0, memory_order_release) != 2)
        return;
    int saved = errno;
    syscall(SYS_futex, &lock->word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    errno = saved;
}

void lock_reset(struct lock *lock)
{
    atomic_store_explicit(&lock->word, 0, memory_order_relaxed);
}

void prim_write(int fd, const char *text, size_t bytes)
{
    while (bytes > 0) {
        ssize_t n = write(fd, text, bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        text += n;
        bytes -= (size_t)n;
    }
}

_Noreturn void prim_die(const char *why)
{
    static const char head[] = "fbp: run time: ";
    prim_write(2, head, sizeof head - 1);
    prim_write(2, why, strlen(why));
    prim_write(2, "\n", 1);
    _exit((int)options.exitcode);
}
