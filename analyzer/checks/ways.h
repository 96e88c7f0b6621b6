/* Ways between the blocks of a function (eliminate.c). */
#ifndef FBP_CHECKS_WAYS_H
#define FBP_CHECKS_WAYS_H

#include "base/map.h"
#include "checks/eliminate.h"

struct ways {
    const struct elimination *e;
    struct map numbers;
    uint32_t n;              /* blocks */
    uint32_t *blocks, *from; /* those that lead to b: blocks[from[b]] .. blocks[from[b + 1] - 1] */
    uint32_t *order, norder; /* those that can be reached: reverse postorder */
    bool *reached;
};

void ways_open(struct ways *w, const struct elimination *e);
void ways_close(struct ways *w);

#endif
