/* Forms of pointers that are passed to functions that may give them away. */
#ifndef FBP_CHECKS_PASSED_H
#define FBP_CHECKS_PASSED_H

#include "base/map.h"
#include "checks/events.h"

/* The functions of the module that give something away, by themselves or by a call of another one
 * of them: keys are their addresses. Before anything is put into the module. */
struct map passed_find(struct events *e);
/* E6, around the calls in the function. */
void passed_notes(struct events *e, const struct map *givers, LLVMValueRef function);

#endif
