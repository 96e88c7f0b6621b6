/* A flag beside each handle says whether there is a task to join. */
#ifndef FBP_SOLVE_FLAGGED_H
#define FBP_SOLVE_FLAGGED_H

#include "solve/handles.h"

struct guard { /* the join runs in each trip in which the flag that is read is not zero */
    uint32_t block, read;
};

/* False: the join does not hang on a flag. `loop`: that joins. */
bool flagged_guard(const struct solver *s, uint32_t func, const struct walk *loop, uint32_t join,
                   struct guard *g);
/* Where the start has succeeded its flag is not zero when it is read. `r` is about the handles. */
bool flagged_is_set(const struct rounds *r, const struct guard *g);

#endif
