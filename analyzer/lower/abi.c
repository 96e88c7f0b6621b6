/* C positions: which LLVM parameters stand for which parameter of the C function.
 *
 * `sret` comes first and is hidden (position 0); `byval` and the hidden pointer of a large struct
 * are one parameter; a small struct takes as many as its size needs, which share one position. With
 * the source type every parameter takes LLVM parameters until its size is covered: that holds for
 * x86-64, aarch64 and the other targets clang has for Linux. If the counts do not come out even, or
 * there is no source type, positions are those of the LLVM parameters (exact is false). */
#include "lower/internal.h"

static bool has_attr(LLVMValueRef holder, unsigned param, unsigned kind)
{
    if (LLVMIsAFunction(holder))
        return LLVMGetEnumAttributeAtIndex(holder, param + 1, kind) != NULL;
    return LLVMGetCallSiteEnumAttribute(holder, param + 1, kind) != NULL;
}

static uint64_t rounded(const struct lower *l, LLVMTypeRef type)
{
    uint64_t word = l->m->ptr_bits / 8u;
    return (LLVMABISizeOfType(l->td, type) + word - 1) / word * word;
}

/* How many LLVM parameters from `at` on one C parameter of type `src` takes; 0: it does not fit. */
static unsigned taken(struct lower *l, LLVMValueRef holder, LLVMTypeRef *params, unsigned at,
                      unsigned n, const struct rir_type *src)
{
    if (at >= n)
        return 0;
    bool by_memory = has_attr(holder, at, l->at_byval);
    bool record = src->kind == RIR_T_STRUCT || src->kind == RIR_T_UNION;
    bool pointer = LLVMGetTypeKind(params[at]) == LLVMPointerTypeKind;
    if (by_memory || (record && pointer && src->size > 2u * l->m->ptr_bits / 8u))
        return 1;
    unsigned k = 0;
    for (uint64_t sum = 0; k == 0 || sum < src->size; k++) {
        if (at + k >= n)
            return 0;
        sum += rounded(l, params[at + k]);
    }
    return k;
}

static bool align(struct lower *l, LLVMValueRef holder, LLVMTypeRef *params, unsigned n,
                  unsigned first, const struct rir_type *source, struct abi_args *out)
{
    unsigned at = first;
    for (uint32_t c = 0; c < source->nfields; c++) {
        const struct rir_type *src = type_stripped(l, source->fields[c].type);
        if (src == NULL)
            return false;
        bool record = src->kind == RIR_T_STRUCT || src->kind == RIR_T_UNION;
        if (record && src->size == 0)
            continue; /* an empty struct is not passed */
        unsigned k = taken(l, holder, params, at, n, src);
        if (k == 0)
            return false;
        for (unsigned i = 0; i < k; i++, at++) {
            out->pos[at].cpos = (uint16_t)(c + 1);
            out->src[at] = source->fields[c].type;
        }
    }
    return at == n;
}

struct abi_args abi_of(struct lower *l, LLVMValueRef holder, LLVMTypeRef type, uint32_t source)
{
    unsigned n = LLVMCountParamTypes(type), first = 0;
    struct abi_args out = {.n = n};
    LLVMTypeRef *params = ARENA_ARRAY(&l->arena, LLVMTypeRef, n + 1);
    out.pos = ARENA_ARRAY(&l->arena, struct rir_argpos, n + 1);
    out.src = ARENA_ARRAY(&l->arena, uint32_t, n + 1);
    LLVMGetParamTypes(type, params);
    for (unsigned i = 0; i < n; i++) {
        out.src[i] = RIR_NONE;
        if (has_attr(holder, i, l->at_byval))
            out.pos[i].flags |= RIR_ARG_BYVAL;
    }
    if (n > 0 && has_attr(holder, 0, l->at_sret)) {
        out.pos[0].flags |= RIR_ARG_SRET;
        first = 1;
    }
    const struct rir_type *f = type_stripped(l, source);
    if (f != NULL && f->kind == RIR_T_FUNC) {
        out.exact = align(l, holder, params, n, first, f, &out);
        out.ncparams = f->nfields;
    }
    if (!out.exact) {
        for (unsigned i = first; i < n; i++) {
            out.pos[i].cpos = (uint16_t)(i - first + 1);
            out.src[i] = RIR_NONE;
        }
        out.ncparams = n - first;
    }
    return out;
}
