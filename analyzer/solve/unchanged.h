/* Are the numbers and addresses that one loop goes by still the same when another one goes by them?
 */
#ifndef FBP_SOLVE_UNCHANGED_H
#define FBP_SOLVE_UNCHANGED_H

#include "solve/body.h"
#include "solve/walk.h"

struct stretch { /* of a run: from one block, the last time it is passed, to another one */
    struct solver *s;
    uint32_t func, from, to;
    bool loop; /* and all trips of the loop with the header `from` */
};

/* A place that is read, for written_may: what is written a constant distance away does not matter.
 */
struct reading {
    const struct rir_func *f;
    uint32_t address;
    int64_t bytes;
};
struct extent;
bool reading_is_beside(void *context, uint32_t insn, uint32_t operand, const struct extent *w);

/* Control may come by the block on the way. */
bool stretch_has(const struct stretch *t, uint32_t block);
/* `a`, used at the beginning, and `b`, used at the end, are the same number or address. */
bool unchanged(const struct stretch *t, uint32_t a, uint32_t b);

#endif
