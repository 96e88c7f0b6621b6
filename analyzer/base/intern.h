/* Interned strings: equal strings are one pointer, so they compare with == and hash by address. */
#ifndef FBP_BASE_INTERN_H
#define FBP_BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct intern {
    struct arena arena;
    const char **slots; /* open addressing, size a power of two */
    uint32_t cap, count;
};

/* The first len bytes of s, or up to its NUL. */
const char *intern_n(struct intern *t, const char *s, size_t len);
const char *intern_str(struct intern *t, const char *s); /* NULL stays NULL */
void intern_free(struct intern *t);

#endif
