/* What a library function reads and writes of what it is given, checked at the call. */
#ifndef FBP_CHECKS_TOUCHED_H
#define FBP_CHECKS_TOUCHED_H

struct events;
struct rir_func;

#include <llvm-c/Core.h>

void touched_by_call(struct events *e, LLVMValueRef call, const struct rir_func *f);

#endif
