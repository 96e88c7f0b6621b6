/* Bump arenas: a list of malloc'ed blocks, the newest first, each about as large as all before it,
 * up to BLOCK_SIZE: there are many arenas, and most of them stay small. A request larger than a
 * block gets a block of its own behind the current one, so that the current one keeps filling. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 1024, BLOCK_SIZE = 64 * 1024, ALIGN = 16 };

struct arena_block {
    struct arena_block *next;
    size_t size, used; /* of the payload that follows */
    _Alignas(16) char data[];
};

static struct arena_block *block_new(struct arena *a, size_t size)
{
    struct arena_block *b = malloc(sizeof *b + size);
    if (b == NULL) {
        fputs("fbp: out of memory\n", stderr);
        abort();
    }
    *b = (struct arena_block){.size = size};
    a->reserved += sizeof *b + size;
    return b;
}

static size_t next_size(const struct arena *a)
{
    return a->reserved < FIRST_SIZE   ? FIRST_SIZE
           : a->reserved < BLOCK_SIZE ? a->reserved
                                      : BLOCK_SIZE;
}

static void *alone(struct arena *a, size_t size)
{
    struct arena_block *big = block_new(a, size);
    big->used = size;
    if (a->head == NULL) {
        a->head = big;
    } else {
        big->next = a->head->next;
        a->head->next = big;
    }
    return big->data;
}

static void *take(struct arena *a, size_t size)
{
    size = size == 0 ? ALIGN : (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    a->used += size;
    if (a->head == NULL || a->head->size - a->head->used < size) {
        size_t next = next_size(a);
        if (size > next / 4)
            return alone(a, size);
        struct arena_block *b = block_new(a, next);
        b->next = a->head;
        a->head = b;
    }
    void *p = a->head->data + a->head->used;
    a->head->used += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    void *p = take(a, size);
    return memset(p, 0, size);
}

void *arena_copy(struct arena *a, const void *data, size_t size)
{
    void *p = take(a, size);
    if (size != 0)
        memcpy(p, data, size);
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_copy(a, s, strlen(s) + 1);
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    char *s = take(a, (size_t)n + 1);
    vsnprintf(s, (size_t)n + 1, fmt, again);
    va_end(again);
    return s;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *s = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return s;
}

void arena_free(struct arena *a)
{
    struct arena_block *b = a->head;
    while (b != NULL) {
        struct arena_block *next = b->next;
        free(b);
        b = next;
    }
    *a = (struct arena){0};
}
