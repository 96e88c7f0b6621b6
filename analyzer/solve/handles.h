/* Are the handles that a start leaves in an array still there when a loop joins them? */
#ifndef FBP_SOLVE_HANDLES_H
#define FBP_SOLVE_HANDLES_H

#include "solve/range.h"
#include "solve/written.h"

struct rounds { /* `writer` leaves something at `fill`; `reader`, of the drain, takes it from there
                 */
    struct solver *s;
    uint32_t func, start;    /* the start whose handles these are */
    uint32_t record;         /* ... and its tasks */
    uint32_t writer, reader; /* of handles: the start itself, and the join */
    int64_t bytes;
    const struct place *fill;
    const struct visit *drain;
    const struct cell_counter *cell; /* placed_cell.h: counts what is started; NULL: none */
    uint32_t header; /* of the loop that starts, the outermost one that does not join */
};

bool handles_kept(const struct rounds *r);
/* For flow_reaches, of a struct rounds: on this way out the start has failed. */
bool handles_start_failed(const void *context, uint32_t block, uint32_t side);

#endif
