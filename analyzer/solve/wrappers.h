/* Functions that make what they return: malloc with a test behind it, a constructor that fills the
 * object in. A guess at which calls are worth a copy of the callee (specialise.c): phase A has one
 * class for each allocation in the text of the program, so what all callers of `xmalloc` get would
 * be one. Nothing sound rests on it. */
#ifndef FBP_SOLVE_WRAPPERS_H
#define FBP_SOLVE_WRAPPERS_H

#include "rir/rir.h"

/* Per function of the module; the caller frees. */
bool *allocation_wrappers(const struct rir_module *m);

#endif
