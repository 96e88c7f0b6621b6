/* What instructions touch that are no plain loads and stores: vectors whose elements are switched
 * on one by one, and assembly. */
#ifndef FBP_CHECKS_OPERANDS_H
#define FBP_CHECKS_OPERANDS_H

#include "checks/edit.h"
#include "checks/runtime.h"

struct operand {
    LLVMValueRef pointer;   /* its value may be null where nothing is touched */
    LLVMValueRef condition; /* a number that is 0 where nothing is touched; NULL: always is */
    uint64_t bytes;
    bool write;
};

enum { OPERANDS_MOST = 64 };

/* Of a call; how many. New instructions stand in front of it. */
unsigned operands_of_vectors(struct runtime *r, LLVMTargetDataRef target, LLVMValueRef call,
                             struct operand out[OPERANDS_MOST]);
unsigned operands_of_assembly(LLVMTargetDataRef target, LLVMValueRef call,
                              struct operand out[OPERANDS_MOST]);

#endif
