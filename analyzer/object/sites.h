/* Checks that can be switched on after the link (fbp-cc --fbp-checks=residual). Each is five bytes
 * of code that do nothing, and has an entry in a section that is never loaded: three words of 64
 * bits, the address of those bytes, the address that they are to jump to, and rir_pos_key of the
 * access (0: its position is not known). A check that serves several accesses has several entries.
 * An entry for each unit has 0, CHECKS_COUNT, and how many checks were left out because others
 * answer for them, and from CHECKS_MOVED_SHIFT on how many were moved in front of loops. */
#ifndef FBP_OBJECT_SITES_H
#define FBP_OBJECT_SITES_H

#include <stdint.h>

#define CHECKS_SECTION ".debug_fbp_sites"
#define CHECKS_NOTHING "0x0f,0x1f,0x44,0,0" /* as assembler bytes */

enum { CHECKS_ENTRY = 24, CHECKS_COUNT = -1, CHECKS_MOVED_SHIFT = 32 };

/* In front of what is jumped to stands a byte: how far behind it the check's word of 32 bits is
 * (FBP_GATE_ACCESS of runtime/verify/abi.h). From bit 14 on it has a bit for each kind of violation
 * that is accepted there, in this order, which is that of the reports and of the run time. */
enum { CHECKS_ACCEPTED_SHIFT = 14, CHECKS_KINDS = 8 };

/* Events that may be switched off (struct fbp_event of runtime/verify/abi.h): 64 bits, rir_pos_key
 * of the instruction (0: it has none); 32 bits, which operand of it the event is about; 32 bits,
 * whether the event is needed. One entry is the run time's own, and about everything. */
#define CHECKS_EVENTS "fbp_events"

enum { CHECKS_EVENT = 16, CHECKS_EVENT_OPERAND = 8, CHECKS_EVENT_ON = 12 };
#define CHECKS_EVENT_ANY UINT32_MAX /* in place of the operand */

/* The list of variables (struct fbp_global of runtime/verify/abi.h), whose last word says in one
 * entry of each unit whether the unit has such checks. */
#define CHECKS_VARIABLES "fbp_globals"

enum { CHECKS_VARIABLE = 32, CHECKS_VARIABLE_SIZE = 8, CHECKS_VARIABLE_FLAGS = 24 };
enum { CHECKS_SWITCHED = 16 };

#endif
