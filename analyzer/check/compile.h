/* Compiles units into RIR. */
#ifndef FBP_CHECK_COMPILE_H
#define FBP_CHECK_COMPILE_H

#include "check/resources.h"
#include "check/unit.h"

struct compiled {
    bool whole;     /* no unit is missing that may not be */
    bool unwritten; /* what --write-record asks for cannot be written: said */
    int signal;     /* that interrupted it, or 0 */
};

/* Fills in `module` of every unit that can be read. Of others it says why; or it lists them as left
 * out, where --allow-unparsed allows that, or they are C++. */
struct compiled compile_units(struct units *u, const struct resources *r, const struct options *o);

#endif
