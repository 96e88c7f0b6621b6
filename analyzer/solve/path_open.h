/* Where can a path get to, by what is known when the function begins? */
#ifndef FBP_SOLVE_PATH_OPEN_H
#define FBP_SOLVE_PATH_OPEN_H

#include "solve/path.h"

/* False: no path that has only entered its function comes to the block, whichever way it takes. */
bool path_may_reach(struct path *p, uint32_t block);

#endif
