/* The extents of functions that are believed.
 *
 * E5 A body that is believed is believed with all that it calls while it runs: helpers of a queue
 *    that link and unlink what it was given are checked wherever else they are called from. So the
 *    thread remembers the frame of the outermost believed function, and what lies below it is not
 *    reported. There are two of them:
 *    - FBP_TRUSTED: nothing is reported;
 *    - a function that is annotated to send, receive or freeze, is not trusted, and calls nothing
 *      that is annotated so: its body is the hand-over itself. What it does to packets is not
 *      reported; a write of a global is, whatever it hands over.
 *    A frame that was left by longjmp lies below every frame that is entered later, or will be
 *    overwritten by one; until then violations may go unseen, and none is seen that is none. */
#include "checks/extents.h"

#include <string.h>

#include "base/mistake.h"

static bool is_annotated(struct events *e, LLVMValueRef function)
{
    const struct rir_func *f = outline_function(e->outline, function);
    return f != NULL && events_gives_or_takes(f);
}

/* Some call in it, by name, is annotated: that one raises the event. */
static bool raises_itself(struct events *e, LLVMValueRef function)
{
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k))
        for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v))
            if (LLVMIsACallInst(v) && LLVMIsAFunction(LLVMGetCalledValue(v)) &&
                is_annotated(e, LLVMGetCalledValue(v)))
                return true;
    return false;
}

static enum extent found(struct events *e, LLVMValueRef function)
{
    const struct rir_func *f = outline_function(e->outline, function);
    if (f == NULL || !events_has_body(function))
        return EXTENT_NONE;
    if (rir_func_ann(f, RIR_ANN_TRUSTED) != NULL)
        return EXTENT_TRUSTED;
    bool hands_over =
        events_gives_or_takes(f) && !MISTAKE("E5-handed") && !raises_itself(e, function);
    return hands_over ? EXTENT_HAND_OVER : EXTENT_NONE;
}

void extents_find(struct events *e)
{
    LLVMModuleRef module = e->runtime->module;
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f))
        if (events_has_body(f))
            map_put(&e->extents, (uint64_t)(uintptr_t)f, found(e, f));
}

enum extent extent_of(const struct events *e, LLVMValueRef function)
{
    uint32_t extent;
    bool has = map_get(&e->extents, (uint64_t)(uintptr_t)function, &extent);
    return has ? (enum extent)extent : EXTENT_NONE;
}

static LLVMValueRef intrinsic(struct runtime *r, const char *name)
{
    unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
    return LLVMGetIntrinsicDeclaration(r->module, id, &r->pointer, 1);
}

static LLVMValueRef own_frame(struct runtime *r, LLVMBuilderRef b)
{
    LLVMValueRef f = intrinsic(r, "llvm.frameaddress"), level = LLVMConstInt(r->i32, 0, 0);
    LLVMValueRef at = LLVMBuildCall2(b, LLVMGlobalGetValueType(f), f, &level, 1, "");
    return LLVMBuildPtrToInt(b, at, r->i64, "");
}

static LLVMValueRef remembered(struct runtime *r, LLVMBuilderRef b, enum extent extent)
{
    LLVMValueRef index = runtime_number(r, extent);
    return LLVMBuildGEP2(b, r->i64, runtime_believed(r, b), &index, 1, "");
}

/* Volatile: what lies between two extents is looked at by checks that are not there yet. */
static void set(struct runtime *r, LLVMBuilderRef b, LLVMValueRef value, LLVMValueRef at)
{
    LLVMValueRef store = LLVMBuildStore(b, value, at);
    if (!MISTAKE("E5-volatile"))
        LLVMSetVolatile(store, 1);
    runtime_make_ours(r, store);
}

/* What is remembered again when the function returns. */
struct before {
    struct runtime *r;
    enum extent extent;
    LLVMValueRef frame;
};

static void end(void *before, LLVMBuilderRef b)
{
    const struct before *x = before;
    set(x->r, b, x->frame, remembered(x->r, b, x->extent));
}

void extent_mark(struct events *e, LLVMValueRef function, enum extent extent)
{
    struct runtime *r = e->runtime;
    LLVMBuilderRef b = runtime_builder_at_entry(r, function);
    LLVMValueRef place = remembered(r, b, extent), frame = own_frame(r, b);
    LLVMValueRef before = runtime_load(r, b, r->i64, place);
    LLVMValueRef inside = LLVMBuildICmp(b, LLVMIntUGE, before, frame, "");
    set(r, b, LLVMBuildSelect(b, inside, before, frame, ""), place);
    struct before x = {r, extent, LLVMBuildSelect(b, inside, before, runtime_number(r, 0), "")};
    LLVMDisposeBuilder(b);
    runtime_at_returns(r, function, end, &x);
}
