/* Objects of immutable types, when they are published. */
#ifndef FBP_CHECKS_PUBLISH_H
#define FBP_CHECKS_PUBLISH_H

#include "checks/events.h"

void publish_events(struct events *e, LLVMValueRef function);

#endif
