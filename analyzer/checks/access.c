/* A check before each access that may touch what another task owns (I7). It looks at the tag of the
 * granule that the base of the address lies in: the base is the pointer without the constant
 * distances on the way, for these never leave the object; a distance that is not constant may, seen
 * from a pointer behind the end of an object, so it stays.
 *
 * What needs no check:
 * A1 a local variable whose address nobody else knows, and a thread-local one by its name: they are
 *    the task's own;
 * A2 a constant by its name, that is read; a variable that everybody may write;
 * A3 code of believed functions, wherever it was inlined;
 * A4 an access of the same base, in the same block, behind a check for as much (one for writing is
 *    one for reading), with no call in between: only a call gives an object away (ANALYSIS.md
 *    section 5).
 *
 * A variable by its name may be read by everybody: a tag of 0, which is main's and that of all that
 * was never stamped, lets it pass. */
#include "checks/access.h"

#include <llvm-c/DebugInfo.h>

#include "base/vec.h"
#include "checks/edit.h"
#include "verify/abi.h"

struct access {
    LLVMValueRef inst, pointer, base;
    LLVMValueRef length; /* a number that may be 0: then nothing is touched; NULL: never */
    uint64_t bytes;
    int64_t distance;
    bool write, named; /* named: a variable by its name */
};

struct walk {
    struct accesses *a;
    VEC(struct access) list; /* those that are checked */
    uint32_t since;          /* those from here on answer for others: no call since */
    bool believed;
};

static uint64_t bytes_of(struct walk *w, LLVMTypeRef type)
{
    return LLVMStoreSizeOfType(w->a->target, type);
}

/* ---- which ---- */

static bool has_default_space(LLVMValueRef pointer)
{
    return LLVMGetPointerAddressSpace(LLVMTypeOf(pointer)) == 0;
}

static bool needs_none(struct walk *w, struct access *x)
{
    LLVMValueRef object = edit_object(x->pointer);
    if (LLVMIsAAllocaInst(object))
        return !edit_is_shown(object); /* A1 */
    if (!LLVMIsAGlobalVariable(object))
        return LLVMIsAFunction(object) != NULL;
    uint32_t ignored;
    x->named = true;
    return LLVMIsThreadLocal(object) || (LLVMIsGlobalConstant(object) && !x->write) ||
           map_get(w->a->shared, (uint64_t)(uintptr_t)object, &ignored); /* A1, A2 */
}

static bool answered(struct walk *w, const struct access *x) /* A4 */
{
    for (uint32_t i = w->since; i < w->list.len; i++) {
        const struct access *y = &w->list.data[i];
        if (y->base == x->base && (y->write || !x->write) && y->length == NULL)
            return true;
    }
    return false;
}

static void add(struct walk *w, struct access x)
{
    if (!has_default_space(x.pointer) || needs_none(w, &x))
        return;
    x.base = edit_base(x.pointer, &x.distance);
    if (!answered(w, &x))
        vec_push(&w->list, x);
}

/* ---- instructions ---- */

static void memory_intrinsic(struct walk *w, LLVMValueRef v, bool copies)
{
    LLVMValueRef length = LLVMGetOperand(v, 2);
    struct access x = {.inst = v, .pointer = LLVMGetOperand(v, 0), .length = length, .write = true};
    if (LLVMIsAConstantInt(length)) {
        x.bytes = LLVMConstIntGetZExtValue(length);
        x.length = NULL;
        if (x.bytes == 0)
            return;
    }
    add(w, x);
    x.write = false;
    x.pointer = LLVMGetOperand(v, 1);
    if (copies)
        add(w, x);
}

static void call(struct walk *w, LLVMValueRef v)
{
    if (LLVMIsAMemCpyInst(v) || LLVMIsAMemMoveInst(v))
        memory_intrinsic(w, v, true);
    else if (LLVMIsAMemSetInst(v))
        memory_intrinsic(w, v, false);
    else if (!edit_is_harmless(v))
        w->since = w->list.len;
}

static void instruction(struct walk *w, LLVMValueRef v)
{
    struct access x = {.inst = v};
    switch (LLVMGetInstructionOpcode(v)) {
    case LLVMLoad:
        if (runtime_is_ours(w->a->runtime, v))
            return;
        x.pointer = LLVMGetOperand(v, 0);
        x.bytes = bytes_of(w, LLVMTypeOf(v));
        break;
    case LLVMStore:
        x.pointer = LLVMGetOperand(v, 1);
        x.bytes = bytes_of(w, LLVMTypeOf(LLVMGetOperand(v, 0)));
        x.write = true;
        break;
    case LLVMAtomicRMW:
    case LLVMAtomicCmpXchg:
        x.pointer = LLVMGetOperand(v, 0);
        x.bytes = bytes_of(w, LLVMTypeOf(LLVMGetOperand(v, 1)));
        x.write = true;
        break;
    case LLVMCall:
    case LLVMInvoke:
        call(w, v);
        return;
    default:
        return;
    }
    add(w, x);
}

static bool is_believed(struct walk *w, LLVMValueRef v) /* A3 */
{
    uint32_t ignored;
    LLVMMetadataRef f = edit_source_function(v);
    return f == NULL ? w->believed : map_get(w->a->believed, (uint64_t)(uintptr_t)f, &ignored);
}

/* ---- the check ---- */

/* Where the tag of the address is. */
static LLVMValueRef shadow_of(struct runtime *r, LLVMBuilderRef b, LLVMValueRef pointer)
{
    LLVMValueRef at = LLVMBuildPtrToInt(b, pointer, r->i64, "");
    at = LLVMBuildLShr(b, at, runtime_number(r, FBP_GRANULE_SHIFT), "");
    at = LLVMBuildShl(b, at, runtime_number(r, 1), "");
    at = LLVMBuildAdd(b, at, runtime_number(r, FBP_SHADOW_BASE), "");
    return LLVMBuildIntToPtr(b, at, r->pointer, "");
}

static void check(struct runtime *r, const struct access *x)
{
    LLVMBuilderRef b = LLVMCreateBuilderInContext(r->context);
    LLVMPositionBuilderBefore(b, x->inst);
    LLVMSetCurrentDebugLocation2(b, LLVMInstructionGetDebugLoc(x->inst));
    LLVMValueRef tag = runtime_load(r, b, r->i16, shadow_of(r, b, x->base));
    LLVMValueRef self = runtime_load(r, b, r->i16, runtime_self(r, b));
    LLVMValueRef other = LLVMBuildICmp(b, LLVMIntNE, tag, self, "");
    if (x->named && !x->write) {
        LLVMValueRef stamped = LLVMBuildICmp(b, LLVMIntNE, tag, LLVMConstNull(r->i16), "");
        other = LLVMBuildAnd(b, other, stamped, "");
    }
    if (x->length != NULL) {
        LLVMValueRef zero = LLVMConstNull(LLVMTypeOf(x->length));
        LLVMValueRef some = LLVMBuildICmp(b, LLVMIntNE, x->length, zero, "");
        other = LLVMBuildAnd(b, other, some, "");
    }
    LLVMPositionBuilderBefore(b, edit_branch_before(x->inst, other));
    LLVMSetCurrentDebugLocation2(b, LLVMInstructionGetDebugLoc(x->inst));
    uint64_t bytes = x->bytes < INT32_MAX ? x->bytes : 0;
    LLVMValueRef given[] = {x->base, runtime_number(r, FBP_ACCESS(x->write, bytes, x->distance))};
    runtime_call(r, b, RUNTIME_CHECK, given);
    LLVMDisposeBuilder(b);
}

void accesses_check(struct accesses *a, LLVMValueRef function)
{
    struct walk w = {.a = a};
    uint32_t ignored;
    LLVMMetadataRef own = edit_record(function);
    w.believed = own != NULL && map_get(a->believed, (uint64_t)(uintptr_t)own, &ignored);
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k)) {
        w.since = w.list.len;
        for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v)) {
            if (!is_believed(&w, v))
                instruction(&w, v);
            else if (LLVMIsACallInst(v) && !edit_is_harmless(v))
                w.since = w.list.len;
        }
    }
    for (uint32_t i = 0; i < w.list.len; i++)
        check(a->runtime, &w.list.data[i]);
    vec_free(&w.list);
}
