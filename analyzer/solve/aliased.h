/* What stays behind and refers into a packet that is sent: aliased.c. */
#ifndef FBP_SOLVE_ALIASED_H
#define FBP_SOLVE_ALIASED_H

#include "solve/body.h"

/* While records are made, before the packet is marked: its ties. The operands are those of
 * packet_send(); packet: all of it, as marks_packet() gave it. */
void aliased_at_send(struct env *e, uint32_t insn, uint32_t arg, bool described, set_id packet,
                     set_id roots, enum certain most);
/* A value is stored at these places. */
void aliased_note_store(struct env *e, uint32_t insn, set_id at, uint32_t value);

#endif
