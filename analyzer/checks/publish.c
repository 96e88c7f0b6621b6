/* An object of an FBP_IMMUTABLE type is under construction until it is published (DESIGN section
 * 2): when it is sent or lent (events.c), stored anywhere but in a local variable, or returned by a
 * function whose result type names the type. From then on it is frozen.
 *
 * A store into a local variable of a caller (*out = p) is not told from one into the heap by the
 * address alone; the parameter's own name is: what is stored through a parameter is left out, and
 * is published by what the caller does with it. */
#include "checks/publish.h"

#include "checks/forms.h"
#include "checks/needed.h"

static bool is_immutable(struct events *e, uint32_t type)
{
    const struct rir_type *t = outline_type(e->outline, type);
    return t != NULL && (t->flags & RIR_TYPE_IMMUTABLE) != 0;
}

static void freeze_before(struct events *e, LLVMValueRef at, LLVMValueRef value, uint32_t type)
{
    struct runtime *r = e->runtime;
    LLVMBuilderRef b = runtime_builder(r, at, at);
    needed_only(e, b, at, needed_entry(e, LLVMIsAStoreInst(at) ? at : NULL, 2));
    LLVMValueRef given[] = {value, runtime_number(r, form_of(value, e->target)),
                            packet_type(e->types, type),
                            runtime_text(r, LLVMIsAStoreInst(at) ? "a store" : "return")};
    runtime_call(r, b, RUNTIME_FREEZE, given);
    LLVMDisposeBuilder(b);
}

/* A local variable, or what a parameter points to. */
static bool is_local(LLVMValueRef address)
{
    if (LLVMIsALoadInst(address))
        return LLVMIsAAllocaInst(LLVMGetOperand(address, 0)) != NULL;
    return LLVMIsAAllocaInst(address) != NULL || LLVMIsAArgument(address) != NULL;
}

static void store(struct events *e, LLVMValueRef v)
{
    LLVMValueRef value = LLVMGetOperand(v, 0);
    if (!runtime_is_pointer(value) || LLVMIsConstant(value) || LLVMIsAAllocaInst(value) ||
        is_local(LLVMGetOperand(v, 1)))
        return;
    uint32_t type = outline_pointee(e->outline, value);
    if (is_immutable(e, type))
        freeze_before(e, v, value, type);
}

static void returned(struct events *e, LLVMValueRef v, const struct rir_func *f)
{
    const struct rir_type *t = f == NULL ? NULL : outline_type(e->outline, f->type);
    if (t == NULL || LLVMGetNumOperands(v) == 0 || !runtime_is_pointer(LLVMGetOperand(v, 0)))
        return;
    uint32_t type = outline_pointed(e->outline, t->elem);
    if (is_immutable(e, type))
        freeze_before(e, v, LLVMGetOperand(v, 0), type);
}

void publish_events(struct events *e, LLVMValueRef function)
{
    VEC(LLVMValueRef) all = {0};
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k))
        for (LLVMValueRef v = LLVMGetFirstInstruction(k); v != NULL; v = LLVMGetNextInstruction(v))
            if (LLVMIsAStoreInst(v) || LLVMIsAReturnInst(v))
                vec_push(&all, v);
    for (uint32_t i = 0; i < all.len; i++) {
        if (LLVMIsAStoreInst(all.data[i]))
            store(e, all.data[i]);
        else
            returned(e, all.data[i], outline_function(e->outline, function));
    }
    vec_free(&all);
}
