/* The trace runtime: what fbp_trace calls do (analyzer/lower/trace.c puts them into a program).
 *
 * One line per access in the file that $FBP_TRACE names: thread, function, site, r or w, address,
 * size, and the value or "-"; threads have the numbers of schedule.c. The file is a mapping, so
 * that it is whole however the program ends; after the last line it holds zeros. What is told
 * before the runtime has started (by the resolvers of ifuncs) is kept until then. A program that
 * does not end by itself ends after LIMIT accesses. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "native.h"

enum { SIZE = 1 << 25, LINE = 512, LIMIT = 60000, EARLY = 64 };

struct access {
    const char *function;
    void *address;
    uint64_t size, value;
    uint32_t site, is_write, has_value;
};

void fbp_trace(const char *function, uint32_t site, uint32_t is_write, void *address, uint64_t size,
               uint64_t value, uint32_t has_value);

static char *text;
static size_t used;
static unsigned count, nearly;
static struct access early[EARLY];

_Noreturn void native_give_up(void)
{
    _exit(GAVE_UP);
}

static void write_line(const struct access *a)
{
    char number[24] = "-";
    if (a->has_value)
        snprintf(number, sizeof number, "%" PRIx64, a->value);
    if (++count > LIMIT || used + LINE > SIZE)
        native_give_up();
    used += (size_t)snprintf(text + used, LINE, "%u %s %u %c %" PRIxPTR " %" PRIu64 " %s\n",
                             native_self(), a->function, a->site, a->is_write ? 'w' : 'r',
                             (uintptr_t)a->address, a->size, number);
}

__attribute__((constructor(101))) static void start(void)
{
    const char *path = getenv("FBP_TRACE");
    int fd = path == NULL ? -1 : open(path, O_RDWR | O_CREAT | O_TRUNC, 0666);
    if (fd < 0 || ftruncate(fd, SIZE) != 0)
        return;
    void *at = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (at == MAP_FAILED)
        return;
    text = at;
    for (unsigned i = 0; i < nearly; i++)
        write_line(&early[i]);
}

void fbp_trace(const char *function, uint32_t site, uint32_t is_write, void *address, uint64_t size,
               uint64_t value, uint32_t has_value)
{
    struct access a = {function, address, size, value, site, is_write, has_value};
    if (size == 0)
        return;
    if (text != NULL)
        write_line(&a);
    else if (nearly < EARLY)
        early[nearly++] = a;
}
