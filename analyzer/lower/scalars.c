/* Machine types, and the leaves of first-class aggregates.
 *
 * Integers, pointers and the floating types that C has are scalars of their own. Vectors, and what
 * RIR has no class for (half, bfloat, target types), are bytes: moved as a whole, never looked
 * into, but for the lanes of vectors (vectors.c); a vector of bits is an integer. A first-class
 * struct or array is the list of its scalars with their offsets in memory, so leaf numbers follow
 * LLVM's index paths (padding has no leaf). */
#include "lower/internal.h"

static struct rir_scalar scalar(unsigned cls, uint64_t bits)
{
    uint64_t max = UINT16_MAX - 7;
    return (struct rir_scalar){.bits = (uint16_t)(bits < max ? bits : max), .cls = (uint8_t)cls};
}

struct rir_scalar scalar_of(const struct lower *l, LLVMTypeRef type)
{
    switch (LLVMGetTypeKind(type)) {
    case LLVMIntegerTypeKind:
        return scalar(RIR_INT, LLVMGetIntTypeWidth(type));
    case LLVMPointerTypeKind:
        return scalar_ptr(l);
    case LLVMFloatTypeKind:
        return scalar(RIR_FLOAT, 32);
    case LLVMDoubleTypeKind:
        return scalar(RIR_FLOAT, 64);
    case LLVMX86_FP80TypeKind:
        return scalar(RIR_FLOAT, 80);
    case LLVMFP128TypeKind:
        return scalar(RIR_FLOAT, 128);
    case LLVMHalfTypeKind:
    case LLVMBFloatTypeKind:
        return scalar(RIR_BYTES, 16);
    case LLVMVectorTypeKind: {
        if (is_mask(type))
            return scalar(RIR_INT, LLVMGetVectorSize(type));
        uint64_t bits = LLVMSizeOfTypeInBits(l->td, type);
        return scalar(RIR_BYTES, bits < 8 ? 8 : (bits + 7) / 8 * 8);
    }
    default:
        return scalar(RIR_BYTES, 128);
    }
}

bool is_aggregate(LLVMTypeRef type)
{
    LLVMTypeKind k = LLVMGetTypeKind(type);
    return k == LLVMStructTypeKind || k == LLVMArrayTypeKind;
}

static uint64_t element_count(LLVMTypeRef type)
{
    return LLVMGetTypeKind(type) == LLVMStructTypeKind ? LLVMCountStructElementTypes(type)
                                                       : LLVMGetArrayLength2(type);
}

static LLVMTypeRef element_type(LLVMTypeRef type, unsigned i)
{
    return LLVMGetTypeKind(type) == LLVMStructTypeKind ? LLVMStructGetTypeAtIndex(type, i)
                                                       : LLVMGetElementType(type);
}

static uint64_t element_offset(const struct lower *l, LLVMTypeRef type, unsigned i)
{
    if (LLVMGetTypeKind(type) == LLVMStructTypeKind)
        return LLVMOffsetOfElement(l->td, type, i);
    return i * LLVMABISizeOfType(l->td, LLVMGetElementType(type));
}

void leaves_of(const struct lower *l, LLVMTypeRef type, uint64_t offset, struct leaves *out)
{
    if (LLVMGetTypeKind(type) == LLVMVoidTypeKind)
        return;
    if (!is_aggregate(type)) {
        struct leaf leaf = {scalar_of(l, type), offset};
        vec_push(out, leaf);
        return;
    }
    uint64_t n = element_count(type);
    for (unsigned i = 0; i < n; i++)
        leaves_of(l, element_type(type, i), offset + element_offset(l, type, i), out);
}

uint32_t leaf_count(const struct lower *l, LLVMTypeRef type)
{
    if (LLVMGetTypeKind(type) == LLVMVoidTypeKind)
        return 0;
    if (!is_aggregate(type))
        return 1;
    uint64_t n = element_count(type);
    if (LLVMGetTypeKind(type) == LLVMArrayTypeKind)
        return (uint32_t)n * leaf_count(l, LLVMGetElementType(type));
    uint32_t sum = 0;
    for (unsigned i = 0; i < n; i++)
        sum += leaf_count(l, element_type(type, i));
    return sum;
}

uint32_t leaf_index(const struct lower *l, LLVMTypeRef type, const unsigned *indices, unsigned n,
                    LLVMTypeRef *part)
{
    uint32_t at = 0;
    for (unsigned d = 0; d < n; d++) {
        for (unsigned i = 0; i < indices[d]; i++)
            at += leaf_count(l, element_type(type, i));
        type = element_type(type, indices[d]);
    }
    *part = type;
    return at;
}
