/* Where a task may end otherwise than by returning. */
#ifndef FBP_SOLVE_ENDS_H
#define FBP_SOLVE_ENDS_H

#include "solve/body.h"

void ends_prepare(struct solver *s);
/* `func` is a task's function, and the task may end at this call, before it returns. */
bool ends_at(const struct solver *s, uint32_t func, uint32_t insn);

#endif
