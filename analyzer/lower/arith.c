/* Arithmetic, comparisons, conversions: instruction or constant expression, one RIR operation each.
 *
 * Half-precision floats, and vectors that vectors.c does not take apart, are bytes to RIR:
 * operations on them are pure functions of their operands, so what flows through them stays known
 * and the interpreter stops with a reason. */
#include "lower/internal.h"

static int bin_op(LLVMOpcode op)
{
    switch (op) {
    case LLVMAdd:
        return RIR_B_ADD;
    case LLVMFAdd:
        return RIR_B_FADD;
    case LLVMSub:
        return RIR_B_SUB;
    case LLVMFSub:
        return RIR_B_FSUB;
    case LLVMMul:
        return RIR_B_MUL;
    case LLVMFMul:
        return RIR_B_FMUL;
    case LLVMUDiv:
        return RIR_B_UDIV;
    case LLVMSDiv:
        return RIR_B_SDIV;
    case LLVMFDiv:
        return RIR_B_FDIV;
    case LLVMURem:
        return RIR_B_UREM;
    case LLVMSRem:
        return RIR_B_SREM;
    case LLVMFRem:
        return RIR_B_FREM;
    case LLVMShl:
        return RIR_B_SHL;
    case LLVMLShr:
        return RIR_B_LSHR;
    case LLVMAShr:
        return RIR_B_ASHR;
    case LLVMAnd:
        return RIR_B_AND;
    case LLVMOr:
        return RIR_B_OR;
    case LLVMXor:
        return RIR_B_XOR;
    default:
        return -1;
    }
}

static int un_op(LLVMOpcode op)
{
    switch (op) {
    case LLVMFNeg:
        return RIR_U_FNEG;
    case LLVMTrunc:
        return RIR_U_TRUNC;
    case LLVMZExt:
        return RIR_U_ZEXT;
    case LLVMSExt:
        return RIR_U_SEXT;
    case LLVMFPToUI:
        return RIR_U_FPTOUI;
    case LLVMFPToSI:
        return RIR_U_FPTOSI;
    case LLVMUIToFP:
        return RIR_U_UITOFP;
    case LLVMSIToFP:
        return RIR_U_SITOFP;
    case LLVMFPTrunc:
        return RIR_U_FPTRUNC;
    case LLVMFPExt:
        return RIR_U_FPEXT;
    case LLVMBitCast:
    case LLVMAddrSpaceCast:
    case LLVMFreeze:
        return RIR_U_MOVE;
    default:
        return -1;
    }
}

static int int_pred(LLVMIntPredicate p)
{
    switch (p) {
    case LLVMIntEQ:
        return RIR_P_EQ;
    case LLVMIntNE:
        return RIR_P_NE;
    case LLVMIntUGT:
        return RIR_P_UGT;
    case LLVMIntUGE:
        return RIR_P_UGE;
    case LLVMIntULT:
        return RIR_P_ULT;
    case LLVMIntULE:
        return RIR_P_ULE;
    case LLVMIntSGT:
        return RIR_P_SGT;
    case LLVMIntSGE:
        return RIR_P_SGE;
    case LLVMIntSLT:
        return RIR_P_SLT;
    default:
        return RIR_P_SLE;
    }
}

static int real_pred(LLVMRealPredicate p)
{
    switch (p) {
    case LLVMRealOEQ:
        return RIR_P_FOEQ;
    case LLVMRealONE:
        return RIR_P_FONE;
    case LLVMRealOGT:
        return RIR_P_FOGT;
    case LLVMRealOGE:
        return RIR_P_FOGE;
    case LLVMRealOLT:
        return RIR_P_FOLT;
    case LLVMRealOLE:
        return RIR_P_FOLE;
    case LLVMRealUEQ:
        return RIR_P_FUEQ;
    case LLVMRealUNE:
        return RIR_P_FUNE;
    case LLVMRealUGT:
        return RIR_P_FUGT;
    case LLVMRealUGE:
        return RIR_P_FUGE;
    case LLVMRealULT:
        return RIR_P_FULT;
    case LLVMRealULE:
        return RIR_P_FULE;
    case LLVMRealORD:
        return RIR_P_FORD;
    case LLVMRealUNO:
        return RIR_P_FUNO;
    default:
        return -1; /* always false, always true */
    }
}

/* -1: no comparison, or one whose result is always the same. */
static int pred_of(LLVMValueRef v, LLVMOpcode op)
{
    if (op == LLVMICmp)
        return int_pred(LLVMGetICmpPredicate(v));
    return op == LLVMFCmp ? real_pred(LLVMGetFCmpPredicate(v)) : -1;
}

static bool any_bytes(struct fn *f, LLVMValueRef v)
{
    bool bytes = scalar_of(f->l, LLVMTypeOf(v)).cls == RIR_BYTES;
    for (int i = 0; i < LLVMGetNumOperands(v) && !bytes; i++)
        bytes = scalar_of(f->l, LLVMTypeOf(LLVMGetOperand(v, (unsigned)i))).cls == RIR_BYTES;
    return bytes;
}

/* Byte offset of a vector's element; -1: not known. */
static int64_t element_offset(struct fn *f, LLVMValueRef v)
{
    LLVMValueRef index = LLVMGetOperand(v, 1);
    unsigned long long bits = LLVMSizeOfTypeInBits(f->l->td, LLVMTypeOf(v));
    if (!LLVMIsAConstantInt(index) || bits % 8 != 0)
        return -1;
    return (int64_t)(LLVMConstIntGetZExtValue(index) * (bits / 8));
}

static void pure(struct fn *f, LLVMValueRef v, enum rir_un op, const char *what)
{
    uint32_t args[4], n = 0;
    for (int i = 0; i < LLVMGetNumOperands(v) && n < 4; i++)
        args[n++] = fn_use(f, LLVMGetOperand(v, (unsigned)i));
    struct rir_insn in = {.op = RIR_UN, .sub = (uint8_t)op, RIR_INSN_INIT};
    in.args = args;
    in.nargs = op == RIR_U_PART ? 1 : n;
    in.imm = op == RIR_U_PART ? element_offset(f, v) : 0;
    in.text = what;
    fn_emit_as(f, v, &in, scalar_of(f->l, LLVMTypeOf(v)));
}

static void simple(struct fn *f, LLVMValueRef v, enum rir_op op, int sub, unsigned nargs)
{
    uint32_t args[3];
    for (unsigned i = 0; i < nargs; i++)
        args[i] = fn_use(f, LLVMGetOperand(v, i));
    struct rir_insn in = {.op = (uint8_t)op, .sub = (uint8_t)sub, RIR_INSN_INIT};
    in.args = args;
    in.nargs = nargs;
    struct rir_scalar t = scalar_of(f->l, LLVMTypeOf(v));
    uint32_t value = fn_emit_as(f, v, &in, t);
    if (op == RIR_UN && sub == RIR_U_MOVE && fact_of(f, value).pointee == RIR_NONE) {
        struct fact same = fact_of(f, args[0]);
        *fn_fact(f, value) = same;
    }
}

/* ptrtoint and inttoptr move the pointer; another width is a conversion of its own. */
static void pointer_cast(struct fn *f, LLVMValueRef v, bool to_int)
{
    struct rir_scalar t = scalar_of(f->l, LLVMTypeOf(v)), word = scalar_int(f->l->m->ptr_bits);
    LLVMValueRef operand = LLVMGetOperand(v, 0);
    uint32_t from = fn_use(f, operand), value = from;
    if (!to_int)
        value = emit_int(f, from, scalar_of(f->l, LLVMTypeOf(operand)), word.bits, false);
    value = emit_un(f, RIR_U_MOVE, value, to_int ? word : t);
    if (to_int)
        value = emit_int(f, value, word, t.bits, false);
    else {
        struct fact same = fact_of(f, from);
        *fn_fact(f, value) = same;
    }
    fn_define(f, v, &value, 1);
}

static void select_parts(struct fn *f, LLVMValueRef v)
{
    uint32_t n = leaf_count(f->l, LLVMTypeOf(v)), part;
    uint32_t *out = ARENA_ARRAY(&f->l->arena, uint32_t, n);
    uint32_t cond = fn_use(f, LLVMGetOperand(v, 0));
    for (uint32_t i = 0; i < n; i++) {
        uint32_t a = fn_leaves(f, LLVMGetOperand(v, 1), &part)[i];
        uint32_t b = fn_leaves(f, LLVMGetOperand(v, 2), &part)[i];
        out[i] = emit_select(f, cond, a, b, rir_build_type_of(f->b, a));
        struct fact first = fact_of(f, a), second = fact_of(f, b);
        struct fact *both = fn_fact(f, out[i]);
        both->pointee = first.pointee == second.pointee ? first.pointee : RIR_NONE;
        both->in_struct = first.in_struct || second.in_struct;
    }
    fn_define(f, v, out, n);
}

static void compare(struct fn *f, LLVMValueRef v, int pred)
{
    if (pred >= 0) {
        simple(f, v, RIR_CMP, pred, 2);
        return;
    }
    uint32_t value = const_int(f, 1, LLVMGetFCmpPredicate(v) == LLVMRealPredicateTrue);
    fn_define(f, v, &value, 1);
}

static void extract_value(struct fn *f, LLVMValueRef v)
{
    LLVMTypeRef part;
    LLVMValueRef whole = LLVMGetOperand(v, 0);
    uint32_t n,
        at = leaf_index(f->l, LLVMTypeOf(whole), LLVMGetIndices(v), LLVMGetNumIndices(v), &part);
    const uint32_t *leaves = fn_leaves(f, whole, &n);
    fn_define(f, v, leaves + at, leaf_count(f->l, part));
}

static void insert_value(struct fn *f, LLVMValueRef v)
{
    LLVMTypeRef part;
    uint32_t n, k;
    uint32_t at = leaf_index(f->l, LLVMTypeOf(v), LLVMGetIndices(v), LLVMGetNumIndices(v), &part);
    const uint32_t *whole = fn_leaves(f, LLVMGetOperand(v, 0), &n);
    uint32_t *out = ARENA_ARRAY(&f->l->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        out[i] = whole[i];
    const uint32_t *leaves = fn_leaves(f, LLVMGetOperand(v, 1), &k);
    for (uint32_t i = 0; i < k; i++)
        out[at + i] = leaves[i];
    fn_define(f, v, out, n);
}

bool lower_arith(struct fn *f, LLVMValueRef v, LLVMOpcode op)
{
    int bin = bin_op(op), un = un_op(op), pred = pred_of(v, op);
    if (lower_vector(f, v, op, bin, un, pred))
        return true;
    bool bytes = any_bytes(f, v);
    switch (op) {
    case LLVMExtractValue:
        extract_value(f, v);
        return true;
    case LLVMInsertValue:
        insert_value(f, v);
        return true;
    case LLVMExtractElement:
        pure(f, v, RIR_U_PART, "an element of a vector");
        return true;
    case LLVMInsertElement:
    case LLVMShuffleVector:
        pure(f, v, RIR_U_OPAQUE, "vector elements put together");
        return true;
    case LLVMSelect:
        if (scalar_of(f->l, LLVMTypeOf(LLVMGetOperand(v, 0))).cls == RIR_BYTES)
            pure(f, v, RIR_U_OPAQUE, "a choice among vector elements");
        else
            select_parts(f, v);
        return true;
    case LLVMFreeze:
    case LLVMBitCast:
    case LLVMAddrSpaceCast:
        if (is_aggregate(LLVMTypeOf(v))) {
            uint32_t n;
            const uint32_t *leaves = fn_leaves(f, LLVMGetOperand(v, 0), &n);
            fn_define(f, v, leaves, n);
        } else if (scalar_of(f->l, LLVMTypeOf(v)).bits !=
                   scalar_of(f->l, LLVMTypeOf(LLVMGetOperand(v, 0))).bits) {
            pure(f, v, RIR_U_OPAQUE, "a vector of bits"); /* rounded up to bytes */
        } else {
            simple(f, v, RIR_UN, RIR_U_MOVE, 1);
        }
        return true;
    case LLVMPtrToInt:
    case LLVMIntToPtr:
        if (bytes)
            pure(f, v, RIR_U_OPAQUE, "a vector of addresses");
        else
            pointer_cast(f, v, op == LLVMPtrToInt);
        return true;
    case LLVMICmp:
    case LLVMFCmp:
        if (bytes)
            pure(f, v, RIR_U_OPAQUE, "a comparison of vectors or half-precision numbers");
        else
            compare(f, v, pred);
        return true;
    default:
        if (bin < 0 && un < 0)
            return false;
        if (bytes)
            pure(f, v, RIR_U_OPAQUE, "arithmetic on vectors or half-precision numbers");
        else
            simple(f, v, bin >= 0 ? RIR_BIN : RIR_UN, bin >= 0 ? bin : un, bin >= 0 ? 2 : 1);
        return true;
    }
}
