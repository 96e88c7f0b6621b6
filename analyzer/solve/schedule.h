/* The order in which the blocks of a function are executed abstractly. */
#ifndef FBP_SOLVE_SCHEDULE_H
#define FBP_SOLVE_SCHEDULE_H

#include "solve/flow.h"

/* Fills w->schedule, place, around and loop_end; order, rank and predecessors are known. */
void schedule_blocks(struct flow *w);
/* Which place of the schedule is executed next, of those that are dirty, after `last` (RIR_NONE: at
 * the beginning). RIR_NONE: none is. */
uint32_t schedule_next(const struct flow *w, const bool *dirty, uint32_t last);

#endif
