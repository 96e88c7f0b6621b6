/* Storing a packet into a channel's memory sends it. */
#ifndef FBP_SOLVE_CHANNEL_STORE_H
#define FBP_SOLVE_CHANNEL_STORE_H

#include "solve/body.h"

/* The operand with what goes into a channel's memory there; RIR_NONE: none does. `channel` is its
 * type. */
uint32_t channel_store_operand(const struct solver *s, uint32_t func, const struct rir_insn *in,
                               uint32_t *channel);
/* At such an instruction. */
void channel_store_send(struct env *e, uint32_t insn);
/* True: a store, and its effect on memory was this. */
bool channel_store_apply(struct env *e, uint32_t insn, set_id at);

#endif
