/* The variables with static storage that a unit defines, as the run time is told of them. */
#ifndef FBP_CHECKS_VARIABLES_H
#define FBP_CHECKS_VARIABLES_H

#include <llvm-c/Target.h>

#include "checks/runtime.h"
#include "lower/outline.h"

/* Lists them in the section fbp_globals, and makes the constructor that hands the list over.
 * `switched`: checks are off until the program is linked. */
void variables_list(struct runtime *r, struct outline *o, LLVMTargetDataRef target, bool switched);

/* Everybody may write it: a channel, or FBP_SHARED. */
bool variable_is_shared(struct outline *o, LLVMValueRef variable);

#endif
