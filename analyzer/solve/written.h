/* What an instruction may write. */
#ifndef FBP_SOLVE_WRITTEN_H
#define FBP_SOLVE_WRITTEN_H

#include "solve/body.h"

/* What is written through this operand is known not to matter. */
typedef bool written_elsewhere(const void *context, uint32_t insn, uint32_t operand);

/* The instruction, or what it calls, may write memory of phase A's class `cls` otherwise than
 * through operands that are excused. */
bool written_may(struct solver *s, uint32_t func, uint32_t insn, uint32_t cls,
                 written_elsewhere *excused, const void *context);

#endif
