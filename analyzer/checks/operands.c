/* Memory that is touched by neither load nor store.
 *
 * V1 Of a masked load or store of a vector (llvm.masked.*, which loops become that are executed for
 *    several elements at once) the first element is looked at that is touched, as of any other
 *    vector; of a gather or scatter each one, since each may be another object's. Where the mask
 *    says no, nothing is touched, and the address may be anything.
 * V2 Inline assembly touches the operands that it declares to be in memory ("m", "=m", "+m"), if it
 *    has instructions at all. What it does to memory by addresses in registers is not known. */
#include "checks/operands.h"

#include <string.h>

#include "base/mistake.h"
#include "lower/outline.h"

struct build {
    struct runtime *r;
    LLVMBuilderRef b;
    LLVMValueRef mask;
    LLVMTypeRef element;
    unsigned lanes;
};

/* `condition`, of one bit or more, as a number; false: it is never so. */
static bool only_if(struct build *k, LLVMValueRef condition, LLVMValueRef pointer,
                    struct operand *x)
{
    LLVMValueRef none = LLVMConstNull(LLVMTypeOf(condition));
    LLVMValueRef some = LLVMBuildICmp(k->b, LLVMIntNE, condition, none, "");
    x->pointer = pointer;
    x->condition = NULL;
    if (LLVMIsAConstantInt(some) && !MISTAKE("V1-mask"))
        return LLVMConstIntGetZExtValue(some) != 0;
    if (MISTAKE("V1-mask"))
        return true;
    x->pointer = LLVMBuildSelect(k->b, some, pointer, LLVMConstNull(LLVMTypeOf(pointer)), "");
    x->condition = LLVMBuildZExt(k->b, some, k->r->i64, "");
    return true;
}

static LLVMValueRef lane(struct build *k, LLVMValueRef vector, unsigned i)
{
    return LLVMBuildExtractElement(k->b, vector, LLVMConstInt(k->r->i32, i, 0), "");
}

static unsigned each_lane(struct build *k, LLVMValueRef pointers, struct operand *out, bool write)
{
    unsigned n = 0;
    for (unsigned i = 0; i < k->lanes && n < OPERANDS_MOST; i++) {
        out[n] = (struct operand){.write = write};
        if (only_if(k, lane(k, k->mask, i), lane(k, pointers, i), &out[n]))
            n++;
    }
    return n;
}

/* The number of the first element whose bit in the mask is set. */
static LLVMValueRef first_set(struct build *k, LLVMValueRef bits)
{
    static const char name[] = "llvm.cttz";
    LLVMTypeRef type = LLVMTypeOf(bits);
    unsigned id = LLVMLookupIntrinsicID(name, sizeof name - 1);
    LLVMValueRef f = LLVMGetIntrinsicDeclaration(k->r->module, id, &type, 1);
    LLVMValueRef given[] = {bits, LLVMConstInt(k->r->i1, 0, 0)};
    LLVMTypeRef of = LLVMIntrinsicGetType(k->r->context, id, &type, 1);
    return LLVMBuildCall2(k->b, of, f, given, 2, "");
}

static unsigned one_after_another(struct build *k, LLVMValueRef pointer, struct operand *out,
                                  bool write, bool packed)
{
    LLVMTypeRef type = LLVMIntTypeInContext(k->r->context, k->lanes);
    LLVMValueRef bits = LLVMBuildBitCast(k->b, k->mask, type, "");
    LLVMValueRef at = pointer;
    if (!packed && !LLVMIsAConstant(bits)) {
        LLVMValueRef first = LLVMBuildZExtOrBitCast(k->b, first_set(k, bits), k->r->i64, "");
        at = LLVMBuildGEP2(k->b, k->element, pointer, &first, 1, "");
    }
    *out = (struct operand){.write = write};
    return only_if(k, bits, at, out) ? 1 : 0;
}

unsigned operands_of_vectors(struct runtime *r, LLVMTargetDataRef target, LLVMValueRef call,
                             struct operand out[OPERANDS_MOST])
{
    static const struct {
        const char *name;
        unsigned pointer, mask;
        bool write, lanes, packed;
    } known[] = {
        {"llvm.masked.load.", 0, 2, false, false, false},
        {"llvm.masked.store.", 1, 3, true, false, false},
        {"llvm.masked.gather.", 0, 2, false, true, false},
        {"llvm.masked.scatter.", 1, 3, true, true, false},
        {"llvm.masked.expandload.", 0, 1, false, false, true},
        {"llvm.masked.compressstore.", 1, 2, true, false, true},
    };
    LLVMValueRef callee = LLVMGetCalledValue(call);
    size_t length;
    const char *name = LLVMIsAFunction(callee) ? LLVMGetValueName2(callee, &length) : "";
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strncmp(name, known[i].name, strlen(known[i].name)) != 0)
            continue;
        LLVMTypeRef type = LLVMTypeOf(known[i].write ? LLVMGetOperand(call, 0) : call);
        struct build k = {.r = r, .b = runtime_builder(r, call, call)};
        LLVMValueRef pointer = LLVMGetOperand(call, known[i].pointer);
        k.mask = LLVMGetOperand(call, known[i].mask);
        k.element = LLVMGetElementType(type);
        k.lanes = LLVMGetVectorSize(type);
        unsigned n = known[i].lanes
                         ? each_lane(&k, pointer, out, known[i].write)
                         : one_after_another(&k, pointer, out, known[i].write, known[i].packed);
        for (unsigned j = 0; j < n; j++)
            out[j].bytes = LLVMStoreSizeOfType(target, k.element);
        LLVMDisposeBuilder(k.b);
        return n;
    }
    return 0;
}

unsigned operands_of_assembly(LLVMTargetDataRef target, LLVMValueRef call,
                              struct operand out[OPERANDS_MOST])
{
    unsigned n = 0;
    LLVMValueRef code = LLVMGetCalledValue(call);
    size_t length;
    const char *text = LLVMIsAInlineAsm(code) ? LLVMGetInlineAsmAsmString(code, &length) : NULL;
    if (text == NULL || (outline_is_idle(text, length) && !MISTAKE("V2-idle")))
        return 0;
    for (unsigned i = 0; i < LLVMGetNumArgOperands(call) && n < OPERANDS_MOST; i++) {
        bool write;
        LLVMTypeRef type = edit_assembler_memory(call, i, &write);
        if (type == NULL)
            continue;
        out[n++] = (struct operand){.pointer = LLVMGetArgOperand(call, i),
                                    .bytes = LLVMStoreSizeOfType(target, type),
                                    .write = write};
    }
    return n;
}
