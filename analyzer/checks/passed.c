/* Forms that travel with arguments.
 *
 * E6 Whether a pointer denotes an element is known where it is written, `&jobs[i]`, and often given
 *    away elsewhere: `launch(work, &jobs[i])`. So the caller notes pointers and their forms in
 *    thread-local variables (__fbp_passed) around calls of functions of this unit that may give
 *    something away, and of any others that are given a function as well: what starts tasks
 *    mostly is. A note holds for one value of a pointer, and is gone behind the call: it can be
 *    lost, by another one that is made meanwhile, but not be taken for another pointer's. What is
 * not noted is in doubt (R23), which costs reports and makes none. */
#include "checks/passed.h"

#include "base/mistake.h"
#include "checks/forms.h"
#include "verify/abi.h"

struct edge {
    LLVMValueRef caller, callee;
};

static uint64_t key_of(LLVMValueRef v)
{
    return (uint64_t)(uintptr_t)v;
}

static bool is_in(const struct map *m, LLVMValueRef function)
{
    uint32_t one;
    return map_get(m, key_of(function), &one);
}

static bool gives(struct events *e, LLVMValueRef function)
{
    const struct rir_func *f = outline_function(e->outline, function);
    return f != NULL &&
           (rir_func_starts(f) || rir_func_ann(f, RIR_ANN_SENDS) != NULL ||
            rir_func_ann(f, RIR_ANN_SENDS_IF) != NULL || rir_func_ann(f, RIR_ANN_FREEZES) != NULL);
}

struct map passed_find(struct events *e)
{
    struct map givers = {0};
    VEC(struct edge) edges = {0};
    LLVMModuleRef module = e->runtime->module;
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f)) {
        if (gives(e, f))
            map_put(&givers, key_of(f), 1);
        for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(f); k; k = LLVMGetNextBasicBlock(k))
            for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v))
                if (LLVMIsACallInst(v) && LLVMIsAFunction(LLVMGetCalledValue(v)))
                    vec_push(&edges, ((struct edge){f, LLVMGetCalledValue(v)}));
    }
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < edges.len; i++)
            if (is_in(&givers, edges.data[i].callee) && !is_in(&givers, edges.data[i].caller)) {
                map_put(&givers, key_of(edges.data[i].caller), 1);
                more = true;
            }
    }
    vec_free(&edges);
    return givers;
}

/* What starts tasks by itself knows the form anyway. */
static bool may_give(struct events *e, const struct map *givers, LLVMValueRef call)
{
    LLVMValueRef callee = LLVMGetCalledValue(call);
    if (LLVMIsAFunction(callee) && (LLVMGetIntrinsicID(callee) != 0 || gives(e, callee)))
        return LLVMGetIntrinsicID(callee) == 0 && events_has_body(callee);
    if (LLVMIsAFunction(callee) && events_has_body(callee))
        return is_in(givers, callee);
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++)
        if (LLVMIsAFunction(LLVMGetOperand(call, i)))
            return true;
    return false;
}

static LLVMValueRef note_part(struct runtime *r, LLVMBuilderRef b, unsigned position, unsigned part)
{
    LLVMValueRef index = runtime_number(r, (uint64_t)(position % FBP_PASSED * 2 + part));
    return LLVMBuildGEP2(b, r->i64, runtime_passed(r, b), &index, 1, "");
}

static void put(struct runtime *r, LLVMBuilderRef b, LLVMValueRef value, LLVMValueRef at)
{
    runtime_make_ours(r, LLVMBuildStore(b, value, at));
}

static void note_argument(struct events *e, LLVMValueRef call, unsigned i)
{
    struct runtime *r = e->runtime;
    LLVMValueRef pointer = LLVMGetOperand(call, i);
    uint64_t form = !runtime_is_pointer(pointer) || LLVMIsAFunction(pointer) ||
                            LLVMIsAConstantPointerNull(pointer)
                        ? FBP_FORM_UNKNOWN
                        : form_of(pointer, e->target);
    if (form == FBP_FORM_UNKNOWN || !events_lend(e, pointer, EVENTS_DEPTH))
        return;
    if (MISTAKE("E6-whole"))
        form = FBP_FORM_WHOLE;
    LLVMBuilderRef before = runtime_builder(r, call, call);
    LLVMBuilderRef after = runtime_builder(r, LLVMGetNextInstruction(call), call);
    put(r, before, pointer, note_part(r, before, i, 0));
    put(r, before, runtime_number(r, form), note_part(r, before, i, 1));
    if (!MISTAKE("E6-kept"))
        put(r, after, LLVMConstNull(r->pointer), note_part(r, after, i, 0));
    LLVMDisposeBuilder(before);
    LLVMDisposeBuilder(after);
}

void passed_notes(struct events *e, const struct map *givers, LLVMValueRef function)
{
    VEC(LLVMValueRef) calls = {0};
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k))
        for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v))
            if (LLVMIsACallInst(v) && LLVMGetTailCallKind(v) != LLVMTailCallKindMustTail &&
                may_give(e, givers, v))
                vec_push(&calls, v);
    for (uint32_t i = 0; i < calls.len; i++)
        for (unsigned a = 0; a < LLVMGetNumArgOperands(calls.data[i]); a++)
            note_argument(e, calls.data[i], a);
    vec_free(&calls);
}
