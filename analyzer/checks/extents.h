/* Functions whose bodies are believed, for as long as they run (E5). */
#ifndef FBP_CHECKS_EXTENTS_H
#define FBP_CHECKS_EXTENTS_H

#include "checks/events.h"

/* What is believed while the function runs: __fbp_believed[...] of the run time. */
enum extent { EXTENT_TRUSTED, EXTENT_HAND_OVER, EXTENT_NONE };

/* Of all functions of the module, before calls of ours are in them. */
void extents_find(struct events *e);
enum extent extent_of(const struct events *e, LLVMValueRef function);
/* Tells the run time where its frame lies, from the first instruction to each return. */
void extent_mark(struct events *e, LLVMValueRef function, enum extent extent);

#endif
