/* Declarations of the run time's functions and calls of them: a table (runtime.def), and what each
 * letter in it is. The slow path of a check keeps the registers of its caller (preserve_most), so
 * that code around a check stays what it was. */
#include "checks/runtime.h"

#include <llvm-c/DebugInfo.h>
#include <string.h>

#include "checks/edit.h"
#include "verify/abi.h"

static const struct {
    const char *name, *parameters;
    char result;
} table[] = {
#define RUNTIME(ID, name, result, parameters) {name, parameters, result},
#include "checks/runtime.def"
#undef RUNTIME
};

enum { PRESERVE_MOST = 14 }; /* CallingConv::PreserveMost; LLVM-C has the number alone */

void runtime_open(struct runtime *r, LLVMModuleRef module)
{
    LLVMContextRef c = LLVMGetModuleContext(module);
    *r = (struct runtime){.module = module, .context = c};
    r->pointer = LLVMPointerTypeInContext(c, 0);
    r->i1 = LLVMInt1TypeInContext(c);
    r->i16 = LLVMInt16TypeInContext(c);
    r->i32 = LLVMInt32TypeInContext(c);
    r->i64 = LLVMInt64TypeInContext(c);
    r->nothing = LLVMVoidTypeInContext(c);
}

static LLVMTypeRef letter(const struct runtime *r, char c)
{
    return c == 'p' ? r->pointer : c == 'n' ? r->i64 : c == 'i' ? r->i32 : r->nothing;
}

/* "memory(inaccessiblemem: readwrite)", as LLVM encodes it. */
enum { OTHER_MEMORY_THAN_THE_PROGRAMS = 3 << 2 };

static LLVMAttributeRef attribute(struct runtime *r, const char *name, uint64_t value)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    return LLVMCreateEnumAttribute(r->context, kind, value);
}

static void add_attribute(struct runtime *r, LLVMValueRef f, LLVMAttributeIndex at,
                          const char *name, uint64_t value)
{
    LLVMAddAttributeAtIndex(f, at, attribute(r, name, value));
}

LLVMValueRef runtime_function(struct runtime *r, enum runtime_function which)
{
    LLVMTypeRef parameters[8];
    unsigned n = (unsigned)strlen(table[which].parameters);
    if (r->functions[which] != NULL)
        return r->functions[which];
    LLVMValueRef f = LLVMGetNamedFunction(r->module, table[which].name);
    for (unsigned i = 0; i < n; i++)
        parameters[i] = letter(r, table[which].parameters[i]);
    LLVMTypeRef type = LLVMFunctionType(letter(r, table[which].result), parameters, n, 0);
    if (f == NULL)
        f = LLVMAddFunction(r->module, table[which].name, type);
    add_attribute(r, f, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, "nounwind", 0);
    if (which == RUNTIME_CHECK) {
        LLVMSetFunctionCallConv(f, PRESERVE_MOST);
        add_attribute(r, f, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, "cold", 0);
    } else if (which == RUNTIME_TOUCH) {
        add_attribute(r, f, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, "memory",
                      OTHER_MEMORY_THAN_THE_PROGRAMS);
        add_attribute(r, f, 1, "nocapture", 0);
        add_attribute(r, f, 1, "readnone", 0);
    }
    return r->functions[which] = f;
}

LLVMBuilderRef runtime_builder(struct runtime *r, LLVMValueRef before, LLVMValueRef at)
{
    LLVMBuilderRef b = LLVMCreateBuilderInContext(r->context);
    LLVMPositionBuilderBefore(b, before);
    LLVMSetCurrentDebugLocation2(b, LLVMInstructionGetDebugLoc(at));
    return b;
}

LLVMBuilderRef runtime_builder_at_entry(struct runtime *r, LLVMValueRef function)
{
    LLVMValueRef at = LLVMGetFirstInstruction(LLVMGetEntryBasicBlock(function));
    while (LLVMIsAAllocaInst(at))
        at = LLVMGetNextInstruction(at);
    LLVMBuilderRef b = runtime_builder(r, at, at);
    edit_place_at_function(b, function);
    return b;
}

static LLVMValueRef last_place(LLVMValueRef ret)
{
    LLVMValueRef before = LLVMGetPreviousInstruction(ret);
    bool tail = before != NULL && LLVMIsACallInst(before) &&
                LLVMGetTailCallKind(before) == LLVMTailCallKindMustTail;
    return tail ? before : ret;
}

void runtime_at_returns(struct runtime *r, LLVMValueRef function, runtime_build *build,
                        void *context)
{
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k)) {
        LLVMValueRef last = LLVMGetBasicBlockTerminator(k);
        if (last == NULL || !LLVMIsAReturnInst(last))
            continue;
        LLVMBuilderRef b = runtime_builder(r, last_place(last), last);
        build(context, b);
        LLVMDisposeBuilder(b);
    }
}

LLVMValueRef runtime_call(struct runtime *r, LLVMBuilderRef b, enum runtime_function which,
                          LLVMValueRef *arguments)
{
    LLVMValueRef f = runtime_function(r, which);
    LLVMValueRef call = LLVMBuildCall2(b, LLVMGlobalGetValueType(f), f, arguments,
                                       (unsigned)strlen(table[which].parameters), "");
    LLVMSetInstructionCallConv(call, LLVMGetFunctionCallConv(f));
    if (which == RUNTIME_TOUCH)
        LLVMAddCallSiteAttribute(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
                                 attribute(r, "nomerge", 0));
    return call;
}

LLVMValueRef runtime_number(struct runtime *r, uint64_t n)
{
    return LLVMConstInt(r->i64, n, 0);
}

LLVMValueRef runtime_text(struct runtime *r, const char *text)
{
    LLVMValueRef bytes =
        LLVMConstStringInContext2(r->context, text, strlen(text), /*DontNullTerminate=*/0);
    for (LLVMValueRef g = LLVMGetFirstGlobal(r->module); g != NULL; g = LLVMGetNextGlobal(g))
        if (LLVMGetInitializer(g) == bytes && LLVMGetLinkage(g) == LLVMPrivateLinkage)
            return g;
    LLVMValueRef g = LLVMAddGlobal(r->module, LLVMTypeOf(bytes), ".fbp.text");
    LLVMSetInitializer(g, bytes);
    LLVMSetGlobalConstant(g, 1);
    LLVMSetLinkage(g, LLVMPrivateLinkage);
    LLVMSetUnnamedAddress(g, LLVMGlobalUnnamedAddr);
    return g;
}

static LLVMValueRef thread_local(struct runtime *r, LLVMBuilderRef b, const char *name,
                                 LLVMTypeRef type)
{
    LLVMValueRef g = LLVMGetNamedGlobal(r->module, name);
    if (g == NULL) {
        g = LLVMAddGlobal(r->module, type, name);
        LLVMSetThreadLocalMode(g, LLVMInitialExecTLSModel);
    }
    unsigned id = LLVMLookupIntrinsicID("llvm.threadlocal.address", 24);
    LLVMValueRef f = LLVMGetIntrinsicDeclaration(r->module, id, &r->pointer, 1);
    return LLVMBuildCall2(b, LLVMGlobalGetValueType(f), f, &g, 1, "");
}

LLVMValueRef runtime_self(struct runtime *r, LLVMBuilderRef b)
{
    return thread_local(r, b, "__fbp_self", r->i16);
}

LLVMValueRef runtime_believed(struct runtime *r, LLVMBuilderRef b)
{
    return thread_local(r, b, "__fbp_believed", LLVMArrayType2(r->i64, 2));
}

LLVMValueRef runtime_passed(struct runtime *r, LLVMBuilderRef b)
{
    return thread_local(r, b, "__fbp_passed", LLVMArrayType2(r->i64, (uint64_t)FBP_PASSED * 2));
}

bool runtime_is_pointer(LLVMValueRef value)
{
    return value != NULL && LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind;
}

static unsigned ours(const struct runtime *r)
{
    return LLVMGetMDKindIDInContext(r->context, "nosanitize", 10);
}

LLVMValueRef runtime_load(struct runtime *r, LLVMBuilderRef b, LLVMTypeRef type, LLVMValueRef from)
{
    LLVMValueRef load = LLVMBuildLoad2(b, type, from, "");
    LLVMSetAlignment(load, type == r->i16 ? 2 : 1);
    runtime_make_ours(r, load);
    return load;
}

void runtime_make_ours(struct runtime *r, LLVMValueRef access)
{
    LLVMSetMetadata(access, ours(r), LLVMMDNodeInContext(r->context, NULL, 0));
}

bool runtime_is_ours(struct runtime *r, LLVMValueRef load)
{
    return LLVMGetMetadata(load, ours(r)) != NULL;
}

bool runtime_calls(struct runtime *r, LLVMValueRef call, enum runtime_function which)
{
    return LLVMGetCalledValue(call) == LLVMGetNamedFunction(r->module, table[which].name);
}
