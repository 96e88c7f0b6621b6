/* Functions that become tasks by themselves, without an argument. */
#ifndef FBP_CHECKS_ENTRIES_H
#define FBP_CHECKS_ENTRIES_H

#include "checks/events.h"

/* What is passed in place of the function to whoever starts it as a task; NULL: it is not known
 * here which function that is. */
LLVMValueRef entry_of(struct events *e, LLVMValueRef function);

#endif
