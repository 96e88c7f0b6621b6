/* Below which number are all places at which a start has left handles? */
#ifndef FBP_SOLVE_PLACED_H
#define FBP_SOLVE_PLACED_H

#include "solve/handles.h"

/* All handles of tasks that the start has started in this activation, and that were not joined by
 * the drain, are where it comes by. `r` is about the handles. */
bool placed_is_covered(const struct rounds *r);

/* When the function returns, all handles that the record's start has put there, at `put`, are at
 * indices from *lowest on, and below the number that it has counted at that address (B-J22). */
bool placed_below_count(struct solver *s, uint32_t func, uint32_t record, const struct place *put,
                        uint32_t *address, int64_t *lowest);
/* The element at `at`, as the instruction names it, is none that tasks of the record were given by
 * this activation before: those are at `given`, in the same array. */
bool placed_other_element(struct solver *s, uint32_t func, uint32_t record, uint32_t insn,
                          const struct place *given, const struct place *at);

#endif
