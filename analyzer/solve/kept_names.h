/* Which static objects have an address that some memory may hold: kept_names.c. */
#ifndef FBP_SOLVE_KEPT_NAMES_H
#define FBP_SOLVE_KEPT_NAMES_H

#include "solve/body.h"

/* Something in memory, or in a packet, may refer to it. */
bool kept_name(struct solver *s, uint32_t global);

#endif
