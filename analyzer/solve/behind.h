/* What a task keeps in memory of its own and refers into packets that it has sent: behind.c. */
#ifndef FBP_SOLVE_BEHIND_H
#define FBP_SOLVE_BEHIND_H

#include "solve/body.h"

/* While records are made: a packet is about to be sent, or a call is done. */
void behind_at_send(struct env *e, uint32_t insn);
/* The instruction is about to be executed: it may wait for a packet, or end the task. */
void behind_at_wait(struct env *e, uint32_t insn);
/* A pointer is about to be stored: what was there is no more. */
void behind_store(struct env *e, uint32_t insn, set_id at, set_id value);
/* Which functions may wait for a packet. */
void behind_prepare(struct solver *s);
void behind_free(struct solver *s);

#endif
