/* strict_send=1: references to a packet from outside. */
#ifndef FBP_VERIFY_STRICT_H
#define FBP_VERIFY_STRICT_H

#include "move.h"

/* Looks for one after the packet was sent; it becomes the move's problem. Nothing unless asked for.
 */
void strict_look(struct move *move);

#endif
