/* Below which number are all places at which a start has left handles? */
#ifndef FBP_SOLVE_PLACED_H
#define FBP_SOLVE_PLACED_H

#include "solve/range.h"

struct placing { /* a start leaves its handle in an array; a loop that joins is left by its test */
    struct solver *s;
    uint32_t func, start, record;
    struct place place;
    const struct visit *drain;
};

/* All handles of tasks that the start has started in this activation, and that were not joined by
 * the drain, are where it comes by. `before`: the block with which the stretch from start to drain
 * begins. */
bool placed_is_covered(const struct placing *p, uint32_t before);

#endif
