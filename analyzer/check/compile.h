/* Compiles units into RIR. */
#ifndef FBP_CHECK_COMPILE_H
#define FBP_CHECK_COMPILE_H

#include "check/resources.h"
#include "check/unit.h"

/* Fills in `module` of every unit that can be read; of others says why. False if there was one.
 * *signal: the signal that interrupted it, or 0. */
bool compile_units(struct units *u, const struct resources *r, unsigned at_once, int *signal);

#endif
