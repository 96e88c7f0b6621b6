/* Constants as operands.
 *
 * Numbers, null and plain addresses are RIR values. Address arithmetic (&table[1], &config.limit)
 * becomes instructions, so that the member and the element stay visible. The address of a label is
 * the number of its block (never 0, that is the entry): RIR's indirect goto chooses by it. */
#include "lower/internal.h"

static void wide_int(struct fn *f, LLVMValueRef v, struct rir_scalar t)
{
    uint64_t w[2] = {0, 0};
    ll_constant_bits(v, w, 2);
    bool fits = (int64_t)w[1] == (int64_t)w[0] >> 63 && t.bits <= 128;
    uint32_t value;
    if (t.bits <= 64 || fits) {
        value = rir_build_const(f->b, t, (int64_t)w[0]);
    } else if (t.bits <= 128) {
        uint32_t high = emit_bin(f, RIR_B_SHL, rir_build_const(f->b, t, (int64_t)w[1]),
                                 rir_build_const(f->b, t, 64), t);
        uint32_t low = emit_un(f, RIR_U_ZEXT, const_int(f, 64, (int64_t)w[0]), t);
        value = emit_bin(f, RIR_B_OR, high, low, t);
    } else {
        value = emit_pure(f, NULL, 0, t, "an integer constant of more than 128 bits");
    }
    fn_define(f, v, &value, 1);
}

static void floating(struct fn *f, LLVMValueRef v, struct rir_scalar t)
{
    uint64_t w[2] = {0, 0};
    uint32_t value;
    LLVMBool lossy = 1;
    ll_constant_bits(v, w, 2);
    if (t.cls == RIR_FLOAT && t.bits <= 64) {
        value = rir_build_const(f->b, t, (int64_t)w[0]);
    } else if (t.cls == RIR_FLOAT) {
        double d = LLVMConstRealGetDouble(v, &lossy);
        struct rir_scalar f64 = {.bits = 64, .cls = RIR_FLOAT};
        uint64_t bits;
        __builtin_memcpy(&bits, &d, sizeof bits);
        value = lossy ? emit_pure(f, NULL, 0, t, "a long double constant beyond double")
                      : emit_un(f, RIR_U_FPEXT, rir_build_const(f->b, f64, (int64_t)bits), t);
    } else {
        value = emit_pure(f, NULL, 0, t, "a half-precision constant");
    }
    fn_define(f, v, &value, 1);
}

static void filled(struct fn *f, LLVMValueRef v, bool undef)
{
    struct leaves ls = {0};
    leaves_of(f->l, LLVMTypeOf(v), 0, &ls);
    uint32_t *out = ARENA_ARRAY(&f->l->arena, uint32_t, ls.len);
    for (uint32_t i = 0; i < ls.len; i++)
        out[i] = undef ? rir_build_undef(f->b, ls.data[i].type)
                       : rir_build_const(f->b, ls.data[i].type, 0);
    fn_define(f, v, out, ls.len);
    vec_free(&ls);
}

static LLVMValueRef element(LLVMValueRef v, unsigned i)
{
    return LLVMGetAggregateElement(v, i);
}

/* A vector, as bytes: exact where it fits a word, else a pure function of nothing (or of
 * addresses). */
static void vector(struct fn *f, LLVMValueRef v, struct rir_scalar t)
{
    uint32_t n = LLVMGetVectorSize(LLVMTypeOf(v)), value, nargs = 0;
    uint32_t *args = ARENA_ARRAY(&f->l->arena, uint32_t, n);
    size_t size = 0;
    unsigned each = 0;
    const char *data = ll_constant_data(v, &size, &each);
    bool exact = data != NULL && size <= 8 && size * 8 == t.bits;
    if (!exact && has_lanes(f->l, LLVMTypeOf(v))) {
        vector_constant(f, v);
        return;
    }
    if (exact) {
        uint64_t bits = 0;
        __builtin_memcpy(&bits, data, size);
        value = rir_build_const(f->b, t, (int64_t)bits);
    } else {
        for (unsigned i = 0; i < n && data == NULL; i++)
            args[nargs++] = fn_use(f, element(v, i));
        value = emit_pure(f, args, nargs, t, "a vector constant");
    }
    fn_define(f, v, &value, 1);
}

static void aggregate(struct fn *f, LLVMValueRef v)
{
    uint32_t n = leaf_count(f->l, LLVMTypeOf(v)), used = 0, part;
    uint32_t *out = ARENA_ARRAY(&f->l->arena, uint32_t, n);
    for (unsigned i = 0; used < n; i++) {
        const uint32_t *leaves = fn_leaves(f, element(v, i), &part);
        for (uint32_t k = 0; k < part && used < n; k++)
            out[used++] = leaves[k];
    }
    fn_define(f, v, out, n);
}

static void label(struct fn *f, LLVMValueRef v)
{
    uint32_t value = rir_build_const(f->b, scalar_ptr(f->l), ll_label_number(v));
    fn_define(f, v, &value, 1);
}

static bool address(struct fn *f, LLVMValueRef v)
{
    uint32_t index, value;
    uint64_t key = (uint64_t)(uintptr_t)v;
    if (map_get(&f->l->globals, key, &index)) {
        value = rir_build_global(f->b, index, 0);
        fn_fact(f, value)->pointee = f->l->m->globals.data[index].type;
    } else if (map_get(&f->l->funcs, key, &index)) {
        value = rir_build_func(f->b, index);
        fn_fact(f, value)->pointee = f->l->m->funcs.data[index].type;
    } else {
        return false;
    }
    fn_define(f, v, &value, 1);
    return true;
}

static void expression(struct fn *f, LLVMValueRef v)
{
    LLVMOpcode op = LLVMGetConstOpcode(v);
    if (op == LLVMGetElementPtr)
        lower_gep(f, v);
    else if (!lower_arith(f, v, op))
        fn_define_unknown(f, v, "a constant expression that is not understood");
}

void fn_constant(struct fn *f, LLVMValueRef v)
{
    struct rir_scalar t = scalar_of(f->l, LLVMTypeOf(v));
    switch (LLVMGetValueKind(v)) {
    case LLVMConstantIntValueKind:
        wide_int(f, v, t);
        break;
    case LLVMConstantFPValueKind:
        floating(f, v, t);
        break;
    case LLVMUndefValueValueKind:
    case LLVMPoisonValueValueKind:
        filled(f, v, true);
        break;
    case LLVMConstantPointerNullValueKind:
    case LLVMConstantAggregateZeroValueKind:
        filled(f, v, false);
        break;
    case LLVMConstantVectorValueKind:
    case LLVMConstantDataVectorValueKind:
        vector(f, v, t);
        break;
    case LLVMConstantStructValueKind:
    case LLVMConstantArrayValueKind:
    case LLVMConstantDataArrayValueKind:
        aggregate(f, v);
        break;
    case LLVMBlockAddressValueKind:
        label(f, v);
        break;
    case LLVMConstantExprValueKind:
        expression(f, v);
        break;
    default:
        if (address(f, v))
            break;
        int64_t offset = 0;
        LLVMValueRef base = ll_constant_address(v, f->l->td, &offset);
        if (base != NULL && base != v && offset == 0) {
            uint32_t value = fn_use(f, base);
            fn_define(f, v, &value, 1);
        } else {
            fn_define_unknown(f, v, "a constant that is not understood");
        }
    }
}

/* Whether a constant may need instructions, which must stand before all uses. */
void fn_prepare_constant(struct fn *f, LLVMValueRef v)
{
    LLVMValueKind kind = LLVMGetValueKind(v);
    bool simple = kind == LLVMConstantPointerNullValueKind || kind == LLVMFunctionValueKind ||
                  kind == LLVMGlobalVariableValueKind || kind == LLVMBasicBlockValueKind ||
                  kind == LLVMInlineAsmValueKind || kind == LLVMMetadataAsValueValueKind ||
                  kind == LLVMConstantTokenNoneValueKind;
    uint32_t at;
    if (simple || map_get(&f->values, (uint64_t)(uintptr_t)v, &at))
        return;
    if (kind == LLVMConstantIntValueKind && LLVMGetIntTypeWidth(LLVMTypeOf(v)) <= 64)
        return;
    fn_constant(f, v);
}
