/* One cell of memory, of which the address is computed anew each time it is used: same_cell.c. */
#ifndef FBP_SOLVE_SAME_CELL_H
#define FBP_SOLVE_SAME_CELL_H

#include "solve/flow.h"

/* Whenever `insn` runs, `address` in it is the one that `first_address` was when `first` ran last,
 * if that did run. */
bool same_cell(const struct flow *w, uint32_t first, uint32_t first_address, uint32_t insn,
               uint32_t address);

#endif
