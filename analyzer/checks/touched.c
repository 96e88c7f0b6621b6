/* A function without a body touches what its description says: FBP_READS, FBP_WRITES, FBP_FREES.
 * The object that an argument points to is checked once, before the call; how many bytes of it are
 * touched is not known. Channels are for everybody, and what is freed is written.
 *
 * F2 What a format makes of the arguments behind it is looked at if it is a constant of the unit
 *    (conversions.c): a printf's before the call, a scanf's behind it, since only its result says
 *    what was written. Of any other format, and where the arguments come as a va_list, nothing is
 *    known: a %p touches nothing. */
#include "checks/touched.h"

#include <stdlib.h>

#include "base/conversions.h"
#include "base/mistake.h"
#include "checks/edit.h"
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

/* The operand at a C position; NULL: there is none. */
static LLVMValueRef passed(struct events *e, LLVMValueRef call, const struct rir_func *f,
                           int position)
{
    int at = outline_operand(e->outline, call, f, position);
    return at < 0 ? NULL : LLVMGetOperand(call, (unsigned)at);
}

static void touch(struct runtime *r, LLVMBuilderRef b, LLVMValueRef p, bool write)
{
    if (!runtime_is_pointer(p) || LLVMIsNull(p) ||
        (!write && LLVMIsAGlobalVariable(p) && LLVMIsGlobalConstant(p)))
        return;
    LLVMValueRef given[] = {p, runtime_number(r, FBP_ACCESS(write, 0, 0))};
    runtime_call(r, b, RUNTIME_TOUCH, given);
}

/* ---- formats ---- */

enum { MOST_CONVERSIONS = 64 };

/* The characters of a constant text, to be freed; NULL: it is none. */
static uint32_t *text_at(struct events *e, LLVMValueRef pointer, size_t *length)
{
    uint64_t distance = 0;
    LLVMValueRef g = edit_constant_base(e->runtime->module, pointer, &distance);
    LLVMValueRef data = g == NULL || !LLVMIsGlobalConstant(g) ? NULL : LLVMGetInitializer(g);
    if (data == NULL || !LLVMIsAConstantDataArray(data) || LLVMGetLinkage(g) == LLVMWeakAnyLinkage)
        return NULL;
    LLVMTypeRef unit = LLVMGetElementType(LLVMTypeOf(data));
    uint64_t n = LLVMGetArrayLength2(LLVMTypeOf(data)), size = LLVMABISizeOfType(e->target, unit);
    if (LLVMGetTypeKind(unit) != LLVMIntegerTypeKind || size > 4 || distance % size != 0 ||
        distance / size >= n)
        return NULL;
    *length = (size_t)(n - distance / size);
    uint32_t *text = malloc(*length * sizeof *text);
    for (size_t i = 0; text != NULL && i < *length; i++) {
        unsigned at = (unsigned)(i + distance / size);
        text[i] = (uint32_t)LLVMConstIntGetZExtValue(LLVMGetAggregateElement(data, at));
    }
    return text;
}

/* The pointer, or null where the conversion did not happen; NULL: that is not known. */
static LLVMValueRef if_it_happened(struct runtime *r, LLVMBuilderRef b, LLVMValueRef p,
                                   LLVMValueRef number, LLVMIntPredicate is, uint64_t than)
{
    LLVMTypeRef type = number == NULL ? NULL : LLVMTypeOf(number);
    if (type == NULL || LLVMGetTypeKind(type) != LLVMIntegerTypeKind)
        return NULL;
    LLVMValueRef done = LLVMBuildICmp(b, is, number, LLVMConstInt(type, than, 0), "");
    return LLVMBuildSelect(b, done, p, LLVMConstNull(r->pointer), "");
}

static void formatted(struct events *e, LLVMValueRef call, const struct rir_func *f,
                      const struct rir_ann *a, bool scans)
{
    struct conversion found[MOST_CONVERSIONS];
    struct runtime *r = e->runtime;
    size_t length = 0;
    LLVMValueRef format = passed(e, call, f, a->a);
    uint32_t *text = a->b == 0 || !runtime_is_pointer(format) ? NULL : text_at(e, format, &length);
    if (text == NULL)
        return;
    unsigned n = conversions_find(text, length, scans, found, MOST_CONVERSIONS);
    free(text);
    LLVMBuilderRef b = runtime_builder(r, scans ? LLVMGetNextInstruction(call) : call, call);
    for (unsigned i = 0; i < n; i++) {
        const struct conversion *x = &found[i];
        LLVMValueRef p = passed(e, call, f, a->b + (int)x->argument - 1);
        if (!runtime_is_pointer(p) || (scans && x->results == 0))
            continue;
        if (scans && !MISTAKE("F2-result"))
            p = if_it_happened(r, b, p, call, LLVMIntSGE, x->results);
        else if (x->precision != 0 && !MISTAKE("F1-precision"))
            p = if_it_happened(r, b, p, passed(e, call, f, a->b + (int)x->precision - 1), LLVMIntNE,
                               0);
        touch(r, b, p, x->write);
    }
    LLVMDisposeBuilder(b);
}

/* ---- calls ---- */

void touched_by_call(struct events *e, LLVMValueRef call, const struct rir_func *f)
{
    struct runtime *r = e->runtime;
    bool write;
    if (events_has_body(LLVMGetCalledValue(call)))
        return;
    const struct rir_ann *prints = rir_func_ann(f, RIR_ANN_FORMAT);
    const struct rir_ann *scans = rir_func_ann(f, RIR_ANN_SCAN_FORMAT);
    LLVMBuilderRef b = runtime_builder(r, call, call);
    for (uint32_t i = 0; i < f->nanns; i++) {
        bool behind = f->anns[i].a > (int)f->ncparams;
        if ((behind && (prints != NULL || scans != NULL)) || !touches(&f->anns[i], &write) ||
            is_channel(e, f, f->anns[i].a))
            continue;
        touch(r, b, passed(e, call, f, f->anns[i].a), write);
    }
    LLVMDisposeBuilder(b);
    if (prints != NULL)
        formatted(e, call, f, prints, false);
    if (scans != NULL)
        formatted(e, call, f, scans, true);
}
