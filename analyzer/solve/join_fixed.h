/* Is what one start has put into an array joined by a loop (B-J21)? */
#ifndef FBP_SOLVE_JOIN_FIXED_H
#define FBP_SOLVE_JOIN_FIXED_H

#include <stdint.h>

struct solver;

/* Notes on which edges the task of the record has been joined, by the loop around this join. The
 * start runs once in an activation of the function, itself or by a call (B-J20). */
void join_fixed(struct solver *s, uint32_t func, uint32_t record, uint32_t join);

#endif
