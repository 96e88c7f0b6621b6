/* A task that is started by a function which takes no argument for it (FBP_SPAWNS(f, 0)).
 *
 * E7 The start has no room for a record of ours, so what is passed in place of the function is one
 *    of ours with the same type that announces the task, as an FBP_TASK function does by itself,
 *    and calls the user's. It is called by nobody else: where the program calls its function
 *    directly, that is no task. Which function it is has to be known where it is passed. */
#include "checks/entries.h"

#include <stdio.h>
#include <stdlib.h>

#include "checks/edit.h"

static LLVMValueRef made(struct events *e, LLVMValueRef function, const char *name)
{
    struct runtime *r = e->runtime;
    LLVMTypeRef type = LLVMGlobalGetValueType(function);
    LLVMValueRef entry = LLVMAddFunction(r->module, name, type);
    LLVMSetLinkage(entry, LLVMInternalLinkage);
    LLVMSetFunctionCallConv(entry, LLVMGetFunctionCallConv(function));
    edit_keep_whole(entry);
    LLVMBuilderRef b = LLVMCreateBuilderInContext(r->context);
    LLVMPositionBuilderAtEnd(b, LLVMAppendBasicBlockInContext(r->context, entry, ""));
    unsigned n = LLVMCountParams(entry);
    LLVMValueRef *given = calloc(n + 1, sizeof *given);
    if (given == NULL)
        abort();
    LLVMGetParams(entry, given);
    runtime_call(r, b, RUNTIME_ENTER, &function);
    LLVMValueRef result = LLVMBuildCall2(b, type, function, given, n, "");
    free(given);
    LLVMSetInstructionCallConv(result, LLVMGetFunctionCallConv(function));
    edit_pass_alike(entry, result, function);
    runtime_call(r, b, RUNTIME_LEAVE, NULL);
    if (LLVMGetTypeKind(LLVMGetReturnType(type)) == LLVMVoidTypeKind)
        LLVMBuildRetVoid(b);
    else
        LLVMBuildRet(b, result);
    LLVMDisposeBuilder(b);
    return entry;
}

LLVMValueRef entry_of(struct events *e, LLVMValueRef function)
{
    char name[512];
    size_t length;
    if (!LLVMIsAFunction(function) || LLVMIsFunctionVarArg(LLVMGlobalGetValueType(function)))
        return NULL;
    snprintf(name, sizeof name, "__fbp_entry.%s", LLVMGetValueName2(function, &length));
    LLVMValueRef entry = LLVMGetNamedFunction(e->runtime->module, name);
    return entry != NULL ? entry : made(e, function, name);
}
