/* Tasks that one function starts and another one joins (B-J23). */
#ifndef FBP_SOLVE_JOIN_ACROSS_H
#define FBP_SOLVE_JOIN_ACROSS_H

#include "solve/body.h"

/* Fills s->call_joins; after all other joins are known. */
void join_across_prepare(struct solver *s);
/* The call has returned. */
void join_across_apply(struct env *e, uint32_t insn);

#endif
