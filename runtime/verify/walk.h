/* A walk over what memory leads to: by types where they are known, else by every aligned word. */
#ifndef FBP_VERIFY_WALK_H
#define FBP_VERIFY_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi.h"

struct walk;
/* A pointer was met. `known`: it is one by its type, and what `to` is (NULL: nothing is known of
 * it); else it is a word that may be one. `mark`: what walk_push was given. */
typedef void walk_visit(struct walk *walk, uintptr_t pointer, const struct fbp_type *to, bool known,
                        uint32_t flags, unsigned mark);

struct walk_item {
    uintptr_t low, high;
    const struct fbp_type *type;
    unsigned mark;
};
struct walk_chunk;
struct walk {
    walk_visit *visit;
    bool careful; /* others may free what it reads */
    struct walk_chunk *chunk;
};

/* What lies in [low, high) is to be looked at: an array of `type`, unless that is NULL. */
void walk_push(struct walk *walk, uintptr_t low, uintptr_t high, const struct fbp_type *type,
               unsigned mark);
/* Looks at all that was pushed, and is pushed meanwhile. */
void walk_run(struct walk *walk);

#endif
