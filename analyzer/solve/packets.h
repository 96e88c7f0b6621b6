/* Packets that leave and come, and what is frozen: packets.c. */
#ifndef FBP_SOLVE_PACKETS_H
#define FBP_SOLVE_PACKETS_H

#include "solve/body.h"

/* What operand `arg` (of a described function: C position) refers to, and all below it, is sent; at
 * most as certainly as `most`. */
void packet_send(struct env *e, uint32_t insn, uint32_t arg, bool described, set_id roots,
                 enum certain most, bool copy);
void packet_freeze(struct env *e, uint32_t insn, uint32_t arg, bool described, set_id roots,
                   enum certain most);
/* The same of a function of the program that says that it does it: only the access is recorded. The
 * whole packet. */
set_id packet_said(struct env *e, uint32_t insn, uint32_t arg, enum mark m, set_id roots,
                   enum certain most);
/* What the instruction receives; ordinal: the how manyth packet that is; value: that refers to it,
 * RIR_NONE: it is put into memory. */
set_id packet_receive(struct env *e, uint32_t insn, uint32_t ordinal, uint32_t value);
/* Code that is not known gets the arguments, all that they lead to, and what it kept: it may touch
 * any of that. */
void packet_show(struct env *e, uint32_t insn, set_id args);
/* ... and what it goes on to touch when functions that it was given have sent it. */
void packet_show_called_back(struct env *e, uint32_t insn, set_id args);
/* B-K7: where something came in a packet, the value may refer to an object that was not sent with
 * it. */
bool packet_may_be_static(struct solver *s, uint32_t func, uint32_t value);

#endif
