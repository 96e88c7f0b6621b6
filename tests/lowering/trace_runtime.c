/* The trace runtime: what fbp_trace calls do (analyzer/lower/trace.c puts them into a program).
 *
 * One line per access in the file that $FBP_TRACE names: thread, function, site, r or w, address,
 * size, and the value or "-". Threads are numbered in the order of their first access, main is 0.
 */
#include <inttypes.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void fbp_trace(const char *function, uint32_t site, uint32_t is_write, void *address, uint64_t size,
               uint64_t value, uint32_t has_value);

static FILE *out;
static atomic_uint threads;
static _Thread_local unsigned self; /* 0: not numbered yet */

__attribute__((constructor(101))) static void start(void)
{
    const char *path = getenv("FBP_TRACE");
    out = path == NULL ? NULL : fopen(path, "w");
    self = atomic_fetch_add(&threads, 1) + 1;
}

void fbp_trace(const char *function, uint32_t site, uint32_t is_write, void *address, uint64_t size,
               uint64_t value, uint32_t has_value)
{
    if (out == NULL || size == 0)
        return;
    if (self == 0)
        self = atomic_fetch_add(&threads, 1) + 1;
    char number[24] = "-";
    if (has_value)
        snprintf(number, sizeof number, "%" PRIx64, value);
    fprintf(out, "%u %s %u %c %" PRIxPTR " %" PRIu64 " %s\n", self - 1, function, site,
            is_write ? 'w' : 'r', (uintptr_t)address, size, number);
}
