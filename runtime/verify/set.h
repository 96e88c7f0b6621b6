/* A set of addresses, in memory of its own, for the time of one walk. */
#ifndef FBP_VERIFY_SET_H
#define FBP_VERIFY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct set {
    uintptr_t *at;
    size_t size, used;
};

/* False: it was in, or there is no memory for more. 0 cannot be in a set. */
bool set_add(struct set *set, uintptr_t address);
bool set_has(const struct set *set, uintptr_t address);
void set_free(struct set *set);

#endif
