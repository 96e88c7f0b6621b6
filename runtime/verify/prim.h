/* What the run time asks the system for: memory, locks, output, an end. Nothing here calls malloc
 * or stdio. */
#ifndef FBP_VERIFY_PRIM_H
#define FBP_VERIFY_PRIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed memory, at `at` exactly if that is not 0; NULL if there is none. Pages count as they are
 * touched. */
void *prim_reserve(uintptr_t at, size_t bytes);
void prim_release(void *memory, size_t bytes);
/* Makes [low, high) of memory that prim_reserve gave zero; many pages are given back instead. */
void prim_zero(void *low, size_t bytes);

/* For data that lives as long as the program. Never fails: without memory the program ends with a
 * line. */
void *prim_forever(size_t bytes);

/* Copies memory that may vanish meanwhile; false: it has. */
bool prim_read(void *to, const void *from, size_t bytes);

struct lock {
    _Atomic int word;
};
void lock_take(struct lock *lock);
void lock_give(struct lock *lock);
/* In the child of a fork: whoever held it is not there. */
void lock_reset(struct lock *lock);

void prim_write(int fd, const char *text, size_t bytes);
_Noreturn void prim_die(const char *why);

#endif
