/* Where the sets of one body are (set.h).
 *
 * Nodes mean something in one body only, so no two bodies have a set in common but the empty one.
 * Each has a *shelf*: sets are looked for and put in the one that is in use. While a function is
 * solved, nine of ten sets that are made are nobody's a moment later: afterwards those that its
 * states still hold are kept, and the others go. */
#ifndef FBP_SOLVE_SHELF_H
#define FBP_SOLVE_SHELF_H

#include <stdint.h>

#include "base/arena.h"

struct set_table;
struct target;

struct set_shelf {
    struct arena fresh; /* the contents of sets that were made since the last sweep */
    struct set_slot {   /* open addressing; the empty set: free */
        uint32_t hash;
        uint32_t set;
    } *slots;
    uint32_t nslots, count;
};

/* From now on sets are looked for in this shelf; the one that was in use before. */
struct set_shelf *shelf_use(struct set_table *t, struct set_shelf *shelf);
/* The set of v[0..n), which is in order and without doubles. */
uint32_t shelf_set(struct set_table *t, const struct target *v, uint32_t n);
/* Marks a set of the shelf as one that is to be kept by the next sweep. */
void shelf_mark(struct set_table *t, uint32_t set);
/* Forgets the sets of the shelf in use that are not marked; their ids are never given again. */
void shelf_sweep(struct set_table *t);
void shelf_free(struct set_shelf *shelf); /* nothing is looked for in it any more */

#endif
