/* By which ways a write is wrong: every object that it may be of, every task that may make it.
 *
 * A judgement names one way, the worst. Here are all of them, for when that one is taken away. */
#ifndef FBP_SOLVE_WAYS_H
#define FBP_SOLVE_WAYS_H

#include "solve/chain.h"

struct way {
    struct chain chain; /* to where the object is named, and to the start of the task */
    enum status st;     /* constant, global, or unknown: then the chain's end may be no object */
};

/* False: no more. */
typedef bool way_visit(void *with, const struct way *w);

/* `size` bytes at `at` (0: how many is not known); its node RIR_NONE: no object, the tasks alone.
 * False: there are more than are looked at. */
bool ways_walk(const struct chains *c, uint32_t ctx, struct target at, uint32_t size,
               way_visit *visit, void *with);

#endif
