/* Whether an event is needed is known when the program is linked (check/needed.c, W7). */
#ifndef FBP_CHECKS_NEEDED_H
#define FBP_CHECKS_NEEDED_H

#include "checks/events.h"

/* An entry (object/sites.h) for what the instruction gives away, takes or shows: its result (0), or
 * an operand: of a call as its C parameters count, of an access the address is 1, of a store the
 * value 2. Without an instruction the event is needed as soon as anything is. NULL: events of this
 * unit are always needed. */
LLVMValueRef needed_entry(struct events *e, LLVMValueRef instruction, int operand);
/* Is it, as the entry says? Built by `b`. */
LLVMValueRef needed_value(struct events *e, LLVMBuilderRef b, LLVMValueRef entry);
/* What the builder builds next is executed before `before`, if the event is needed. */
void needed_only(struct events *e, LLVMBuilderRef b, LLVMValueRef before, LLVMValueRef entry);

#endif
