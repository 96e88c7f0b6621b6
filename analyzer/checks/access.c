/* A check before each access that may touch what another task owns (I7). It looks at the tag of the
 * granule in which the access begins: another address of the object would do, but optimized code
 * does not say any more where an element of an array begins, which may be another task's than its
 * neighbour.
 *
 * What needs no check:
 * A1 a local variable whose address nobody else knows, and a thread-local one by its name: they are
 *    the task's own;
 * A2 a constant by its name, that is read; a variable that everybody may write;
 * A3 code of believed functions, wherever it was inlined, and what was inlined into them (E5);
 * and what another check answers for: eliminate.c, A4 and A6 to A9.
 *
 * A variable by its name may be read by everybody: a tag of 0, which is main's and that of all that
 * was never stamped, lets it pass. */
#include "checks/access.h"

#include <llvm-c/DebugInfo.h>
#include <string.h>

#include "base/arena.h"
#include "base/mistake.h"
#include "base/vec.h"
#include "checks/edit.h"
#include "checks/eliminate.h"
#include "checks/operands.h"
#include "lower/outline.h"
#include "object/sites.h"
#include "verify/abi.h"

#define NO_PLACE UINT32_MAX

struct place {
    uint64_t key; /* rir_pos_key */
    uint32_t next;
};

struct walk {
    struct accesses *a;
    struct elimination e;
    VEC(struct place) places;   /* of all checks */
    VEC(LLVMValueRef) replaced; /* calls in place of which there is a check */
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

/* A counter of coverage or profiling, which all threads write. */
static bool is_compilers(LLVMValueRef variable)
{
    size_t len;
    const char *name = LLVMGetValueName2(variable, &len);
    return strncmp(name, "__llvm_", 7) == 0 || strncmp(name, "__prof", 6) == 0;
}

static bool object_needs_none(struct walk *w, const struct access *x, LLVMValueRef object)
{
    if (LLVMIsAAllocaInst(object))
        return !edit_is_shown(object) || MISTAKE("A1-shown"); /* A1 */
    if (!LLVMIsAGlobalVariable(object))
        return LLVMIsAFunction(object) != NULL || LLVMIsNull(object);
    uint32_t ignored;
    if (is_compilers(object))
        return true;
    if (MISTAKE("A1-named") || (MISTAKE("A2-lent") && !x->write) ||
        (MISTAKE("A2-shared") && w->a->shared->count > 0))
        return true;
    return LLVMIsThreadLocal(object) || (LLVMIsGlobalConstant(object) && !x->write) ||
           map_get(w->a->shared, (uint64_t)(uintptr_t)object, &ignored); /* A1, A2 */
}

/* Whichever of its objects the pointer points into. */
static bool needs_none(struct walk *w, struct access *x)
{
    LLVMValueRef objects[8];
    unsigned n = edit_objects(x->pointer, objects, sizeof objects / sizeof objects[0]);
    bool none = n > 0;
    for (unsigned i = 0; i < n && none; i++)
        none = object_needs_none(w, x, objects[i]);
    x->named = n == 1 && LLVMIsAGlobalVariable(objects[0]) != NULL;
    return none;
}

/* Where optimizations have merged two instructions of different lines, or moved one, no line
 * remains: the function is known (W2). */
static uint64_t key_of(struct walk *w, LLVMValueRef inst)
{
    LLVMMetadataRef where = LLVMInstructionGetDebugLoc(inst);
    size_t length;
    if (where != NULL && LLVMDILocationGetLine(where) != 0)
        return outline_position_key(w->a->runtime->module, inst);
    LLVMValueRef function = LLVMGetBasicBlockParent(LLVMGetInstructionParent(inst));
    return rir_inside_key(LLVMGetValueName2(function, &length));
}

/* A check is switched on for each place that it answers for. */
static void add_key(struct walk *w, struct access *x, LLVMValueRef inst)
{
    struct place p = {.key = key_of(w, inst), .next = x->places};
    for (uint32_t i = x->places; i != NO_PLACE; i = w->places.data[i].next)
        if (w->places.data[i].key == p.key)
            return;
    x->places = w->places.len;
    vec_push(&w->places, p);
}

static void answers(void *walk, struct access *by, const struct access *x)
{
    add_key(walk, by, x->inst);
}

/* A9: the struct of which it is a member. */
static void find_struct(struct walk *w, struct access *x)
{
    const char *tag;
    size_t length;
    int64_t offset;
    uint32_t alone = 0;
    bool load = LLVMIsALoadInst(x->inst) != NULL;
    if (!load && !LLVMIsAStoreInst(x->inst))
        return;
    bool number = x->bytes >= 8 && LLVMGetTypeKind(LLVMTypeOf(x->inst)) != LLVMPointerTypeKind;
    bool handle = load && (number || w->a->any_handles);
    const void *of = edit_member(x->inst, &offset, &tag, &length);
    if (of == NULL || (handle && !MISTAKE("A9-handle")) ||
        !map_get(w->a->structs, hash_mem(tag, length), &alone) ||
        (alone == 0 && !MISTAKE("A9-shared")))
        return;
    x->of = of;
    x->offset = offset;
}

static void add(struct walk *w, struct access x)
{
    if (!has_default_space(x.pointer) || needs_none(w, &x))
        return;
    find_struct(w, &x);
    x.base = edit_base(x.pointer, &x.distance);
    x.places = NO_PLACE;
    eliminate_add(&w->e, x);
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

/* What a library function touches (touched.c) is checked like an access, if checks are switched on
 * one by one; else the call stays. Two of them are never merged (runtime.c), so it is known what
 * each does. */
static void touch(struct walk *w, LLVMValueRef v)
{
    LLVMValueRef access = LLVMGetOperand(v, 1);
    if (!w->a->switched || !LLVMIsAConstantInt(access))
        return;
    vec_push(&w->replaced, v);
    struct access x = {.inst = v, .pointer = LLVMGetOperand(v, 0)};
    x.write = (LLVMConstIntGetZExtValue(access) & 1) != 0;
    add(w, x);
}

/* V1, V2 */
static void operands(struct walk *w, LLVMValueRef v)
{
    struct operand found[OPERANDS_MOST];
    unsigned n = operands_of_vectors(w->a->runtime, w->a->target, v, found);
    if (n == 0)
        n = operands_of_assembly(w->a->target, v, found);
    for (unsigned i = 0; i < n; i++) {
        struct access x = {.inst = v, .pointer = found[i].pointer, .length = found[i].condition};
        x.bytes = found[i].bytes;
        x.write = found[i].write;
        add(w, x);
    }
}

static void end_if(struct walk *w, bool ends)
{
    if (ends && !MISTAKE("A6-call"))
        eliminate_end(&w->e);
}

static void call(struct walk *w, LLVMValueRef v)
{
    operands(w, v);
    if (runtime_calls(w->a->runtime, v, RUNTIME_TOUCH))
        touch(w, v);
    else if (LLVMIsAMemCpyInst(v) || LLVMIsAMemMoveInst(v))
        memory_intrinsic(w, v, true);
    else if (LLVMIsAMemSetInst(v))
        memory_intrinsic(w, v, false);
    end_if(w, !edit_is_harmless(v));
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
    case LLVMCallBr:
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
    return w->believed || (f != NULL && map_get(w->a->believed, (uint64_t)(uintptr_t)f, &ignored));
}

/* The mistake "A3-around": what believed code was put into is believed as well. */
static bool has_believed(struct walk *w, LLVMValueRef function)
{
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k))
        for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v))
            if (is_believed(w, v))
                return true;
    return false;
}

/* ---- the check ---- */

/* A check that is off is five bytes that do nothing. The check itself stands behind the function,
 * in the same section (.subsection), so it costs nothing until the five bytes become a jump to it.
 * It hands the address to __fbp_gate, which keeps all registers, below the red zone, in which the
 * function may have variables.
 *
 * An entry in a section that is not loaded says where both are, and for which place of the source.
 * The name of the section lets every linker resolve it and drop it with the code (.debug_*). */
static const char *switched_text(const struct walk *w, const struct access *x, uint64_t access,
                                 struct arena *a)
{
    const char *text = arena_printf(a,
                                    "1:.byte " CHECKS_NOTHING "\n"
                                    "2:.subsection 1\n"
                                    ".byte 4f-3f\n"
                                    "3:leaq $0,%%r11\n"
                                    "addq $$-128,%%rsp\n"
                                    "pushq %%r11\n"
                                    ".byte 0x68\n" /* pushq, of 32 bits in any case */
                                    "4:.long %d\n"
                                    "call __fbp_gate@PLT\n"
                                    "subq $$-128,%%rsp\n"
                                    "jmp 2b\n"
                                    ".subsection 0\n"
                                    ".pushsection " CHECKS_SECTION ",\"\",@progbits\n",
                                    (int32_t)(uint32_t)access);
    for (uint32_t i = x->places; i != NO_PLACE; i = w->places.data[i].next)
        text = arena_printf(a, "%s.quad 1b\n.quad 3b\n.quad %llu\n", text,
                            (unsigned long long)w->places.data[i].key);
    return arena_printf(a, "%s.popsection", text);
}

static void check_if_switched_on(struct walk *w, const struct access *x)
{
    struct arena scratch = {0};
    uint64_t access = FBP_GATE_ACCESS(x->write, x->named, x->length != NULL ? 0 : x->bytes);
    edit_assembler_before(x->before, switched_text(w, x, access, &scratch), x->pointer, x->inst);
    arena_free(&scratch);
}

/* Where the tag of the address is. */
static LLVMValueRef shadow_of(struct runtime *r, LLVMBuilderRef b, LLVMValueRef pointer)
{
    LLVMValueRef at = LLVMBuildPtrToInt(b, pointer, r->i64, "");
    at = LLVMBuildLShr(b, at, runtime_number(r, FBP_GRANULE_SHIFT), "");
    at = LLVMBuildShl(b, at, runtime_number(r, 1), "");
    at = LLVMBuildAdd(b, at, runtime_number(r, FBP_SHADOW_BASE), "");
    return LLVMBuildIntToPtr(b, at, r->pointer, "");
}

static void check(struct walk *w, const struct access *x)
{
    struct runtime *r = w->a->runtime;
    LLVMBuilderRef b = LLVMCreateBuilderInContext(r->context);
    LLVMPositionBuilderBefore(b, x->before);
    LLVMSetCurrentDebugLocation2(b, edit_shown_location(x->inst));
    LLVMValueRef tag = runtime_load(r, b, r->i16, shadow_of(r, b, x->pointer));
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
    LLVMPositionBuilderBefore(b, edit_branch_before(x->before, other));
    LLVMSetCurrentDebugLocation2(b, edit_shown_location(x->inst));
    uint64_t access = FBP_ACCESS(x->write, x->bytes < (1u << 30) ? x->bytes : 0, 0);
    if (outline_position_key(r->module, x->inst) == 0)
        access |= FBP_ACCESS_LOST;
    LLVMValueRef given[] = {x->pointer, runtime_number(r, access)};
    runtime_call(r, b, RUNTIME_CHECK, given);
    LLVMDisposeBuilder(b);
}

/* A check that was moved (A8) makes its address itself. */
static void place(struct walk *w, struct access *x)
{
    if (!x->moved)
        return;
    x->pointer = x->base;
    if (x->distance == 0)
        return;
    LLVMBuilderRef b = LLVMCreateBuilderInContext(w->a->runtime->context);
    LLVMValueRef distance = runtime_number(w->a->runtime, (uint64_t)x->distance);
    LLVMPositionBuilderBefore(b, x->before);
    LLVMTypeRef bytes = LLVMInt8TypeInContext(w->a->runtime->context);
    x->pointer = LLVMBuildGEP2(b, bytes, x->base, &distance, 1, "");
    LLVMDisposeBuilder(b);
}

/* Behind what the access itself touches: it may tell of what others did (A7). */
static void block(struct walk *w, LLVMBasicBlockRef k)
{
    eliminate_block(&w->e, k);
    for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v)) {
        if (!is_believed(w, v))
            instruction(w, v);
        else if (LLVMIsACallInst(v) || LLVMIsAInvokeInst(v) || LLVMIsACallBrInst(v))
            end_if(w, !edit_is_harmless(v));
        if (edit_acquires(v) && !MISTAKE("A7-acquires"))
            eliminate_end(&w->e);
    }
}

static void insert(struct walk *w)
{
    for (uint32_t i = 0; i < w->e.list.len; i++) {
        struct access *x = &w->e.list.data[i];
        if (x->answered)
            continue;
        place(w, x);
        if (w->a->switched) {
            add_key(w, x, x->inst);
            check_if_switched_on(w, x);
        } else {
            check(w, x);
        }
    }
    for (uint32_t i = 0; i < w->replaced.len; i++)
        LLVMInstructionEraseFromParent(w->replaced.data[i]);
}

void accesses_check(struct accesses *a, LLVMValueRef function)
{
    struct walk w = {.a = a};
    uint32_t ignored;
    LLVMMetadataRef own = edit_record(function);
    uint64_t key = own != NULL ? (uint64_t)(uintptr_t)own : (uint64_t)(uintptr_t)function;
    w.believed = map_get(a->believed, key, &ignored);
    w.believed = w.believed || (MISTAKE("A3-around") && has_believed(&w, function));
    for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(function); k; k = LLVMGetNextBasicBlock(k))
        block(&w, k);
    eliminate_run(&w.e, a->switched ? answers : NULL, &w);
    a->known += w.e.known;
    a->moved += w.e.moved;
    insert(&w);
    vec_free(&w.replaced);
    vec_free(&w.places);
    eliminate_free(&w.e);
}
