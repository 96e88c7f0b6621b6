/* The number of what was started lies in memory: `pool->count`. */
#ifndef FBP_SOLVE_PLACED_CELL_H
#define FBP_SOLVE_PLACED_CELL_H

#include "solve/handles.h"

enum cell_effect {
    CELL_NONE,
    CELL_READ,    /* the result is what the cell holds */
    CELL_WRITTEN, /* it holds that value from now on */
    CELL_UNKNOWN  /* ... or something else */
};

struct cell_counter {
    uint8_t *effect; /* [insn] enum cell_effect; the caller frees it */
    uint16_t bits;
};

/* Is the index at which the start puts its handles read from a cell that only this function
 * changes? */
bool cell_counter_of(const struct rounds *r, struct cell_counter *c);
/* All that is put there is this number or more; false: not known. */
bool cell_counter_lowest(const struct rounds *r, const struct cell_counter *c, int64_t *lowest);
/* The loop does not change it. */
bool cell_counter_kept(const struct rounds *r, const struct cell_counter *c, const struct walk *k);
/* The value is read there. */
bool cell_counter_is(const struct rounds *r, const struct cell_counter *c, uint32_t value);

#endif
