/* What a pointer that is given away denotes: an element, a variable, or the block around it. */
#ifndef FBP_CHECKS_FORMS_H
#define FBP_CHECKS_FORMS_H

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <stdint.h>

/* The bytes that it names, or FBP_FORM_WHOLE: the block around it, or FBP_FORM_UNKNOWN. Read before
 * any optimization. */
uint64_t form_of(LLVMValueRef pointer, LLVMTargetDataRef target);

#endif
