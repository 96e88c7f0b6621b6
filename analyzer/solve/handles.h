/* Are the handles that one loop leaves in an array still there when another one joins them? */
#ifndef FBP_SOLVE_HANDLES_H
#define FBP_SOLVE_HANDLES_H

#include "solve/counted.h"

struct rounds { /* `start` puts handles where `shape` says; `join` takes them from there */
    const struct shape *shape;
    const struct counted *fill, *drain;
    uint32_t start, join, counter; /* instructions; the counter of the joining loop */
};

bool handles_kept(struct solver *s, uint32_t func, const struct rounds *r);

#endif
