/* Are the handles that a start leaves in an array still there when a loop joins them? */
#ifndef FBP_SOLVE_HANDLES_H
#define FBP_SOLVE_HANDLES_H

#include "solve/range.h"

struct rounds { /* `start` leaves handles at `fill`; `join`, of the drain, takes them from there */
    struct solver *s;
    uint32_t func, start, join;
    const struct place *fill;
    const struct visit *drain;
    uint32_t header; /* of the loop that starts, the outermost one that does not join */
};

bool handles_kept(const struct rounds *r);

#endif
