/* The run time's functions (runtime/verify/abi.h), as a module that calls them declares them. */
#ifndef FBP_CHECKS_RUNTIME_H
#define FBP_CHECKS_RUNTIME_H

#include <stdbool.h>
#include <stdint.h>

#include <llvm-c/Core.h>

enum runtime_function {
#define RUNTIME(ID, name, result, parameters) RUNTIME_##ID,
#include "checks/runtime.def"
#undef RUNTIME
    RUNTIME_COUNT
};

struct runtime {
    LLVMModuleRef module;
    LLVMContextRef context;
    LLVMTypeRef pointer, i1, i16, i32, i64, nothing;
    LLVMValueRef functions[RUNTIME_COUNT]; /* NULL: not declared yet */
};

void runtime_open(struct runtime *r, LLVMModuleRef module);
LLVMValueRef runtime_function(struct runtime *r, enum runtime_function which);
/* A builder in front of `before`, for what stands at the place in the source that `at` has. The
 * caller disposes of it. */
LLVMBuilderRef runtime_builder(struct runtime *r, LLVMValueRef before, LLVMValueRef at);
/* One for what a function begins with: behind its local variables, at its own line. The caller
 * disposes of it. */
LLVMBuilderRef runtime_builder_at_entry(struct runtime *r, LLVMValueRef function);
/* Calls `build` with a builder in front of each return, and of a call that has to be a tail call of
 * it. */
typedef void runtime_build(void *context, LLVMBuilderRef b);
void runtime_at_returns(struct runtime *r, LLVMValueRef function, runtime_build *build,
                        void *context);
LLVMValueRef runtime_call(struct runtime *r, LLVMBuilderRef b, enum runtime_function which,
                          LLVMValueRef *arguments);
LLVMValueRef runtime_number(struct runtime *r, uint64_t n);
/* A private constant string; one for each text. */
LLVMValueRef runtime_text(struct runtime *r, const char *text);
/* __fbp_self, the current task's number: the address in this thread. */
LLVMValueRef runtime_self(struct runtime *r, LLVMBuilderRef b);
/* __fbp_believed, in this thread. */
LLVMValueRef runtime_believed(struct runtime *r, LLVMBuilderRef b);
LLVMValueRef runtime_passed(struct runtime *r, LLVMBuilderRef b);

/* NULL is none. */
bool runtime_is_pointer(LLVMValueRef value);

/* A load that is ours: neither we nor a sanitizer checks it. */
LLVMValueRef runtime_load(struct runtime *r, LLVMBuilderRef b, LLVMTypeRef type, LLVMValueRef from);
void runtime_make_ours(struct runtime *r, LLVMValueRef access);
bool runtime_is_ours(struct runtime *r, LLVMValueRef load);
bool runtime_calls(struct runtime *r, LLVMValueRef call, enum runtime_function which);

#endif
