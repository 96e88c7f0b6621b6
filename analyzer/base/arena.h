/* Bump arenas: memory that is freed as a whole.
 *
 * Everything the analyzer builds (modules, states, findings) lives in some arena; nothing is freed
 * singly. An allocation never fails: out of memory ends the process with one line on stderr. */
#ifndef FBP_BASE_ARENA_H
#define FBP_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *head;
    size_t used;     /* bytes handed out */
    size_t reserved; /* bytes taken from malloc */
};

void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned to 16 bytes */
void *arena_copy(struct arena *a, const void *data, size_t size);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap);
void arena_free(struct arena *a); /* releases everything; the arena is empty and usable again */

#define ARENA_NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_alloc((a), sizeof(T) * (size_t)(n)))

#endif
