/* A function without a body touches what its description says: FBP_READS, FBP_WRITES, FBP_FREES.
 * The object that an argument points to is checked once, before the call; how many bytes of it are
 * touched is not known. Channels are for everybody, and what is freed is written. What a format
 * string makes of further arguments is not looked at (a %p touches nothing). */
#include "checks/touched.h"

#include "checks/events.h"
#include "verify/abi.h"

static bool is_channel(struct events *e, const struct rir_func *f, int position)
{
    uint32_t to = outline_pointed(e->outline, outline_parameter_type(f, position));
    const struct rir_type *t = outline_type(e->outline, to);
    return t != NULL && (t->flags & RIR_TYPE_CHANNEL) != 0;
}

static bool touches(const struct rir_ann *a, bool *write)
{
    *write = a->kind == RIR_ANN_WRITES || a->kind == RIR_ANN_FREES;
    return *write || a->kind == RIR_ANN_READS;
}

void touched_by_call(struct events *e, LLVMValueRef call, const struct rir_func *f)
{
    struct runtime *r = e->runtime;
    bool write;
    if (events_has_body(LLVMGetCalledValue(call)))
        return;
    LLVMBuilderRef b = runtime_builder(r, call, call);
    bool formatted = rir_func_ann(f, RIR_ANN_FORMAT) != NULL;
    for (uint32_t i = 0; i < f->nanns; i++) {
        if (formatted && f->anns[i].a > (int)f->ncparams)
            continue;
        if (!touches(&f->anns[i], &write) || is_channel(e, f, f->anns[i].a))
            continue;
        int at = outline_operand(e->outline, call, f, f->anns[i].a);
        LLVMValueRef p = at < 0 ? NULL : LLVMGetOperand(call, (unsigned)at);
        if (p == NULL || LLVMGetTypeKind(LLVMTypeOf(p)) != LLVMPointerTypeKind || LLVMIsNull(p) ||
            (!write && LLVMIsAGlobalVariable(p) && LLVMIsGlobalConstant(p)))
            continue;
        LLVMValueRef given[] = {p, runtime_number(r, FBP_ACCESS(write, 0, 0))};
        runtime_call(r, b, RUNTIME_TOUCH, given);
    }
    LLVMDisposeBuilder(b);
}
