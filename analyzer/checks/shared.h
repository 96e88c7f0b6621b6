/* Memory that everybody may write, by its type: channels and FBP_SHARED members. */
#ifndef FBP_CHECKS_SHARED_H
#define FBP_CHECKS_SHARED_H

#include "checks/events.h"

/* Before the function uses such memory, the run time is told what it is. */
void shared_announce(struct events *e, LLVMValueRef function);

#endif
