/* What operands refer to, by parts of the program's memory. */
#ifndef FBP_SOLVE_MEMORY_APART_H
#define FBP_SOLVE_MEMORY_APART_H

#include "solve/body.h"
#include "solve/solve.h"

/* Fills in r->parts, in terms of the input's functions. */
void memory_apart(struct solve_result *r, const struct solver *s);

#endif
