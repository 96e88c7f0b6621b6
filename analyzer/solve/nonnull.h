/* Addresses that are certainly not null, over the whole program. */
#ifndef FBP_SOLVE_NONNULL_H
#define FBP_SOLVE_NONNULL_H

#include "solve/status.h"

/* The value, where the instruction of that body is executed. */
bool nonnull_at(const struct contexts *x, const struct body *b, uint32_t insn, uint32_t value);

#endif
