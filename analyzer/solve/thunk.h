/* Which function a task is about: the one that a thunk unpacks and calls, else the one that was
 * started. For names only. */
#ifndef FBP_SOLVE_THUNK_H
#define FBP_SOLVE_THUNK_H

#include "solve/body.h"

/* The function that shows who runs when `func` is started as a task: of the input, not a copy. Of
 * one that is not known: phase_a_outside(), which is no function. */
uint32_t task_shown_as(const struct solver *s, uint32_t func);

#endif
