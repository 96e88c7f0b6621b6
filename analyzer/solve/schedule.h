/* The order in which the blocks of a function are executed abstractly. */
#ifndef FBP_SOLVE_SCHEDULE_H
#define FBP_SOLVE_SCHEDULE_H

#include "solve/flow.h"

/* Fills w->schedule and w->place; order, rank and predecessors are known. */
void schedule_blocks(struct flow *w);

#endif
