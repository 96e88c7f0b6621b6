/* Response files are handed on by name, so that clang sees what it would have seen. Only when one
 * of our own options stood in one, which clang must not see, are their words given instead: on the
 * command line, or, when they are many, in a file in memory that clang inherits open (it cannot
 * stay behind). There every character that could mean something has a backslash before it. */
#define _GNU_SOURCE
#include "cc/response.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { MOST_ON_LINE = 64 << 10 };

static void write_word(FILE *out, const char *s)
{
    for (; *s != '\0'; s++) {
        if (strchr(" \t\r\n\"'\\", *s) != NULL)
            putc('\\', out);
        putc(*s, out);
    }
    putc('\n', out);
}

/* "@/proc/self/fd/N", or NULL. */
static const char *in_memory(const struct words *words, struct arena *a)
{
    int fd = memfd_create("fbp-cc", 0);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (out == NULL)
        return NULL;
    for (uint32_t i = 0; i < words->v.len; i++)
        write_word(out, words->v.data[i].text);
    /* Not closed: clang opens it again by this number. */
    return fflush(out) == 0 ? arena_printf(a, "@/proc/self/fd/%d", fd) : NULL;
}

static void add_as_they_came(struct arguments *out, const struct words *words, char **argv)
{
    int last = 0;
    for (uint32_t i = 0; i < words->v.len; i++) {
        int argument = words->v.data[i].argument;
        if (argument != last)
            vec_push(&out->v, (const char *)argv[argument]);
        last = argument;
    }
}

void arguments_add(struct arguments *out, const struct words *words, char **argv, bool expanded,
                   struct arena *a)
{
    size_t size = 0;
    if (!expanded) {
        add_as_they_came(out, words, argv);
        return;
    }
    for (uint32_t i = 0; i < words->v.len; i++)
        size += strlen(words->v.data[i].text) + 1;
    const char *file = size > MOST_ON_LINE ? in_memory(words, a) : NULL;
    if (file != NULL)
        vec_push(&out->v, file);
    for (uint32_t i = 0; file == NULL && i < words->v.len; i++)
        vec_push(&out->v, words->v.data[i].text);
}
