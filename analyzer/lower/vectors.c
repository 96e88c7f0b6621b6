/* Vectors, lane by lane.
 *
 * To RIR a vector is bytes: it is loaded, stored and handed on as a whole, in one access. What is
 * computed with it is computed with its lanes, which are parts of it, and a new one is packed from
 * them. A vector of bits (what comparisons give) is an integer with a bit for each lane.
 *
 * So it is for up to MAX_LANES lanes of C's integers and floats and of pointers; other vectors stay
 * bytes that nobody looks into (arith.c). */
#include "lower/internal.h"

enum { MAX_LANES = 64 };

struct lanes {
    uint32_t v[MAX_LANES];
    unsigned n;
    struct rir_scalar type;
};

bool is_mask(LLVMTypeRef type)
{
    if (LLVMGetTypeKind(type) != LLVMVectorTypeKind || LLVMGetVectorSize(type) > MAX_LANES)
        return false;
    LLVMTypeRef lane = LLVMGetElementType(type);
    return LLVMGetTypeKind(lane) == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(lane) == 1;
}

bool has_lanes(const struct lower *l, LLVMTypeRef type)
{
    if (LLVMGetTypeKind(type) != LLVMVectorTypeKind || LLVMGetVectorSize(type) > MAX_LANES)
        return false;
    struct rir_scalar t = scalar_of(l, LLVMGetElementType(type));
    bool number = t.bits == 8 || t.bits == 16 || t.bits == 32 || t.bits == 64;
    return is_mask(type) || (t.cls != RIR_BYTES && number);
}

static bool is_vector(LLVMTypeRef type)
{
    LLVMTypeKind kind = LLVMGetTypeKind(type);
    return kind == LLVMVectorTypeKind || kind == LLVMScalableVectorTypeKind;
}

/* ---- taking apart ---- */

static uint32_t lane(struct fn *f, uint32_t whole, bool mask, struct rir_scalar t, unsigned i)
{
    if (mask) {
        struct rir_scalar bits = rir_build_type_of(f->b, whole);
        if (i != 0)
            whole = emit_bin(f, RIR_B_LSHR, whole, const_int(f, bits.bits, i), bits);
        return bits.bits == 1 ? whole : emit_un(f, RIR_U_TRUNC, whole, t);
    }
    if (rir_build_type_of(f->b, whole).bits == t.bits)
        return emit_un(f, RIR_U_MOVE, whole, t);
    struct rir_insn in = {.op = RIR_UN, .sub = RIR_U_PART, RIR_INSN_INIT};
    in.args = &whole;
    in.nargs = 1;
    in.imm = (int64_t)i * t.bits / 8;
    return emit(f, &in, t);
}

/* The lanes of a vector that was packed in this function are those that it was packed from. */
static uint32_t one_lane(struct fn *f, LLVMValueRef v, unsigned i)
{
    LLVMTypeRef type = LLVMTypeOf(v);
    struct rir_scalar t = scalar_of(f->l, LLVMGetElementType(type));
    uint32_t at, whole = fn_use(f, v);
    if (LLVMIsUndef(v))
        return rir_build_undef(f->b, t);
    if (LLVMIsNull(v))
        return rir_build_const(f->b, t, 0);
    return map_get(&f->packed, whole, &at) ? f->lanes.data[at + i]
                                           : lane(f, whole, is_mask(type), t, i);
}

static void take_apart(struct fn *f, LLVMValueRef v, struct lanes *out)
{
    out->n = LLVMGetVectorSize(LLVMTypeOf(v));
    out->type = scalar_of(f->l, LLVMGetElementType(LLVMTypeOf(v)));
    for (unsigned i = 0; i < out->n; i++)
        out->v[i] = one_lane(f, v, i);
}

/* ---- putting together ---- */

static uint32_t put_bits_together(struct fn *f, const struct lanes *ls)
{
    struct rir_scalar t = scalar_int(ls->n);
    uint32_t sum = RIR_NONE;
    for (unsigned i = 0; i < ls->n; i++) {
        uint32_t bit = emit_int(f, ls->v[i], scalar_int(1), ls->n, false);
        if (i != 0)
            bit = emit_bin(f, RIR_B_SHL, bit, const_int(f, ls->n, i), t);
        sum = sum == RIR_NONE ? bit : emit_bin(f, RIR_B_OR, sum, bit, t);
    }
    return sum;
}

static void define_lanes(struct fn *f, LLVMValueRef v, const struct lanes *ls)
{
    LLVMTypeRef type = LLVMTypeOf(v);
    struct rir_scalar t = scalar_of(f->l, type);
    uint32_t at = f->lanes.len, whole;
    if (is_mask(type)) {
        whole = put_bits_together(f, ls);
        fn_define(f, v, &whole, 1);
        whole = fn_use(f, v);
    } else {
        struct rir_insn in = {.op = RIR_UN, RIR_INSN_INIT};
        in.sub = ls->n == 1 ? RIR_U_MOVE : RIR_U_PACK;
        in.args = (uint32_t *)ls->v;
        in.nargs = ls->n;
        whole = fn_emit_as(f, v, &in, t);
    }
    for (unsigned i = 0; i < ls->n; i++)
        vec_push(&f->lanes, ls->v[i]);
    map_put(&f->packed, whole, at);
}

void vector_constant(struct fn *f, LLVMValueRef v)
{
    LLVMTypeRef type = LLVMTypeOf(v);
    struct lanes ls = {.n = LLVMGetVectorSize(type),
                       .type = scalar_of(f->l, LLVMGetElementType(type))};
    for (unsigned i = 0; i < ls.n; i++)
        ls.v[i] = fn_use(f, LLVMGetAggregateElement(v, i));
    define_lanes(f, v, &ls);
}

/* ---- operations ---- */

static void extract(struct fn *f, LLVMValueRef v)
{
    LLVMValueRef index = LLVMGetOperand(v, 1), from = LLVMGetOperand(v, 0);
    uint32_t n = LLVMGetVectorSize(LLVMTypeOf(from)), value;
    if (LLVMIsAConstantInt(index)) {
        uint64_t i = LLVMConstIntGetZExtValue(index);
        value = i < n ? one_lane(f, from, (unsigned)i)
                      : rir_build_undef(f->b, scalar_of(f->l, LLVMTypeOf(v)));
    } else {
        struct lanes ls;
        uint32_t at = fn_use(f, index);
        unsigned bits = scalar_of(f->l, LLVMTypeOf(index)).bits;
        take_apart(f, from, &ls);
        value = ls.v[0];
        for (unsigned i = 1; i < ls.n; i++) {
            uint32_t here = emit_cmp(f, RIR_P_EQ, at, const_int(f, bits, i));
            value = emit_select(f, here, ls.v[i], value, ls.type);
        }
    }
    fn_define(f, v, &value, 1);
}

static void insert(struct fn *f, LLVMValueRef v)
{
    struct lanes ls;
    LLVMValueRef index = LLVMGetOperand(v, 2);
    take_apart(f, LLVMGetOperand(v, 0), &ls);
    uint32_t with = fn_use(f, LLVMGetOperand(v, 1)), at = fn_use(f, index);
    unsigned bits = scalar_of(f->l, LLVMTypeOf(index)).bits;
    for (unsigned i = 0; i < ls.n; i++) {
        if (!LLVMIsAConstantInt(index))
            ls.v[i] = emit_select(f, emit_cmp(f, RIR_P_EQ, at, const_int(f, bits, i)), with,
                                  ls.v[i], ls.type);
        else if (LLVMConstIntGetZExtValue(index) == i)
            ls.v[i] = with;
    }
    define_lanes(f, v, &ls);
}

static void shuffle(struct fn *f, LLVMValueRef v)
{
    struct lanes a, b, out = {.n = LLVMGetVectorSize(LLVMTypeOf(v))};
    take_apart(f, LLVMGetOperand(v, 0), &a);
    take_apart(f, LLVMGetOperand(v, 1), &b);
    out.type = a.type;
    for (unsigned i = 0; i < out.n; i++) {
        int from = LLVMGetMaskValue(v, i);
        if (from < 0 || (unsigned)from >= a.n + b.n)
            out.v[i] = rir_build_undef(f->b, a.type);
        else
            out.v[i] = (unsigned)from < a.n ? a.v[from] : b.v[(unsigned)from - a.n];
    }
    define_lanes(f, v, &out);
}

static void choose(struct fn *f, LLVMValueRef v)
{
    struct lanes which, a, b;
    take_apart(f, LLVMGetOperand(v, 0), &which);
    take_apart(f, LLVMGetOperand(v, 1), &a);
    take_apart(f, LLVMGetOperand(v, 2), &b);
    for (unsigned i = 0; i < a.n; i++)
        a.v[i] = emit_select(f, which.v[i], a.v[i], b.v[i], a.type);
    define_lanes(f, v, &a);
}

/* One operation of one or two operands, on each lane. */
static void each(struct fn *f, LLVMValueRef v, struct rir_insn in)
{
    struct lanes a, b = {.n = 0};
    take_apart(f, LLVMGetOperand(v, 0), &a);
    if (in.nargs == 2)
        take_apart(f, LLVMGetOperand(v, 1), &b);
    struct rir_scalar t = scalar_of(f->l, LLVMGetElementType(LLVMTypeOf(v)));
    for (unsigned i = 0; i < a.n; i++) {
        in.args = (uint32_t[]){a.v[i], b.n == 0 ? RIR_NONE : b.v[i]};
        a.v[i] = emit(f, &in, t);
    }
    a.type = t;
    define_lanes(f, v, &a);
}

/* Between addresses and integers as wide. */
static bool moves(struct fn *f, LLVMValueRef v)
{
    unsigned word = f->l->m->ptr_bits;
    return scalar_of(f->l, LLVMGetElementType(LLVMTypeOf(v))).bits == word &&
           scalar_of(f->l, LLVMGetElementType(LLVMTypeOf(LLVMGetOperand(v, 0)))).bits == word;
}

static bool all_have_lanes(struct fn *f, LLVMValueRef v, LLVMOpcode op)
{
    bool any = is_vector(LLVMTypeOf(v));
    if (any && !has_lanes(f->l, LLVMTypeOf(v)))
        return false;
    int n = op == LLVMSelect ? 3 : op == LLVMShuffleVector ? 2 : LLVMGetNumOperands(v);
    for (int i = 0; i < n; i++) {
        LLVMTypeRef type = LLVMTypeOf(LLVMGetOperand(v, (unsigned)i));
        any |= is_vector(type);
        if (is_vector(type) && !has_lanes(f->l, type))
            return false;
    }
    return any;
}

bool lower_vector(struct fn *f, LLVMValueRef v, LLVMOpcode op, int bin, int un, int pred)
{
    struct rir_insn in = {RIR_INSN_INIT};
    if (!all_have_lanes(f, v, op))
        return false;
    switch (op) {
    case LLVMExtractElement:
        extract(f, v);
        return true;
    case LLVMInsertElement:
        insert(f, v);
        return true;
    case LLVMShuffleVector:
        shuffle(f, v);
        return true;
    case LLVMSelect:
        if (!is_vector(LLVMTypeOf(LLVMGetOperand(v, 0))))
            return false; /* one of the two as a whole */
        choose(f, v);
        return true;
    case LLVMFreeze:
    case LLVMBitCast:
    case LLVMAddrSpaceCast:
        return false; /* the same bits */
    case LLVMPtrToInt:
    case LLVMIntToPtr:
        if (!moves(f, v))
            return false;
        un = RIR_U_MOVE;
        break;
    default:
        break;
    }
    bool compares = op == LLVMICmp || op == LLVMFCmp;
    if (bin < 0 && un < 0 && (!compares || pred < 0))
        return false;
    in.op = compares ? RIR_CMP : bin >= 0 ? RIR_BIN : RIR_UN;
    in.sub = (uint8_t)(compares ? pred : bin >= 0 ? bin : un);
    in.nargs = in.op == RIR_UN ? 1 : 2;
    each(f, v, in);
    return true;
}
