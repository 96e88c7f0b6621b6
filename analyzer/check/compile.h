/* Compiles units into RIR. */
#ifndef FBP_CHECK_COMPILE_H
#define FBP_CHECK_COMPILE_H

#include "check/resources.h"
#include "check/unit.h"

/* Fills in `module` of every unit that can be read. Of others it says why; or it lists them as left
 * out, where --allow-unparsed allows that, or they are C++. False if a unit is missing that may not
 * be. *signal: the signal that interrupted it, or 0. */
bool compile_units(struct units *u, const struct resources *r, const struct options *o,
                   int *signal);

#endif
