/* Exact arithmetic for intrinsics, so that lowered programs can be interpreted.
 *
 * Each intrinsic becomes the RIR operations that compute it, for integers of up to 128 bits and the
 * floats of C; none of them traps where the intrinsic does not (divisors are chosen so). */
#include <string.h>

#include "lower/intrinsics.h"

struct operands {
    uint32_t a, b;
    struct rir_scalar t;
    const char *name; /* after "llvm." */
};

static struct operands read_operands(struct fn *f, LLVMValueRef v)
{
    size_t len;
    struct operands o = {.name = LLVMGetValueName2(LLVMGetCalledValue(v), &len) + 5};
    o.t = scalar_of(f->l, LLVMTypeOf(LLVMGetArgOperand(v, 0)));
    o.a = fn_use(f, LLVMGetArgOperand(v, 0));
    o.b = LLVMGetNumArgOperands(v) > 1 ? fn_use(f, LLVMGetArgOperand(v, 1)) : RIR_NONE;
    return o;
}

static uint32_t k(struct fn *f, struct rir_scalar t, int64_t n)
{
    return rir_build_const(f->b, t, n);
}

static void opaque(struct fn *f, LLVMValueRef v, const struct operands *o)
{
    uint32_t value = emit_pure(f, &o->a, 1, scalar_of(f->l, LLVMTypeOf(v)), o->name - 5);
    fn_define(f, v, &value, 1);
}

void expand_bswap(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    if (o.t.bits > 64) {
        opaque(f, v, &o);
        return;
    }
    uint32_t sum = RIR_NONE;
    for (unsigned i = 0; i < o.t.bits / 8u; i++) {
        uint32_t down = emit_bin(f, RIR_B_LSHR, o.a, k(f, o.t, 8 * i), o.t);
        uint32_t byte = emit_bin(f, RIR_B_AND, down, k(f, o.t, 255), o.t);
        uint32_t up = emit_bin(f, RIR_B_SHL, byte, k(f, o.t, o.t.bits - 8 - 8 * i), o.t);
        sum = sum == RIR_NONE ? up : emit_bin(f, RIR_B_OR, sum, up, o.t);
    }
    fn_define(f, v, &sum, 1);
}

/* The bits added up in parallel: pairs, nibbles, bytes, then all bytes by a multiplication. `x` has
 * 64 bits. */
static uint32_t population(struct fn *f, uint32_t x)
{
    struct rir_scalar w = scalar_int(64);
    uint32_t odd = emit_bin(f, RIR_B_LSHR, x, k(f, w, 1), w);
    odd = emit_bin(f, RIR_B_AND, odd, k(f, w, 0x5555555555555555), w);
    x = emit_bin(f, RIR_B_SUB, x, odd, w);
    uint32_t twos = k(f, w, 0x3333333333333333);
    uint32_t high = emit_bin(f, RIR_B_LSHR, x, k(f, w, 2), w);
    high = emit_bin(f, RIR_B_AND, high, twos, w);
    x = emit_bin(f, RIR_B_ADD, emit_bin(f, RIR_B_AND, x, twos, w), high, w);
    x = emit_bin(f, RIR_B_ADD, x, emit_bin(f, RIR_B_LSHR, x, k(f, w, 4), w), w);
    x = emit_bin(f, RIR_B_AND, x, k(f, w, 0x0f0f0f0f0f0f0f0f), w);
    x = emit_bin(f, RIR_B_MUL, x, k(f, w, 0x0101010101010101), w);
    return emit_bin(f, RIR_B_LSHR, x, k(f, w, 56), w);
}

static void define_count(struct fn *f, LLVMValueRef v, const struct operands *o, uint32_t count)
{
    uint32_t value = emit_int(f, count, scalar_int(64), o->t.bits, false);
    fn_define(f, v, &value, 1);
}

void expand_ctpop(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    if (o.t.bits > 64)
        opaque(f, v, &o);
    else
        define_count(f, v, &o, population(f, emit_int(f, o.a, o.t, 64, false)));
}

/* Leading zeros: the highest bit copied into all below it, then the zeros that are left. */
void expand_ctlz(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    struct rir_scalar w = scalar_int(64);
    if (o.t.bits > 64) {
        opaque(f, v, &o);
        return;
    }
    uint32_t x = emit_int(f, o.a, o.t, 64, false);
    for (unsigned shift = 1; shift < o.t.bits; shift *= 2)
        x = emit_bin(f, RIR_B_OR, x, emit_bin(f, RIR_B_LSHR, x, k(f, w, shift), w), w);
    uint32_t ones = population(f, x);
    define_count(f, v, &o, emit_bin(f, RIR_B_SUB, k(f, w, o.t.bits), ones, w));
}

/* Trailing zeros: the ones of what is below the lowest bit. */
void expand_cttz(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    if (o.t.bits > 64) {
        opaque(f, v, &o);
        return;
    }
    uint32_t less = emit_bin(f, RIR_B_SUB, o.a, k(f, o.t, 1), o.t);
    uint32_t not = emit_bin(f, RIR_B_XOR, o.a, k(f, o.t, -1), o.t);
    uint32_t below = emit_bin(f, RIR_B_AND, not, less, o.t);
    define_count(f, v, &o, population(f, emit_int(f, below, o.t, 64, false)));
}

/* fshl(x, y, n): the high half of x:y shifted left by n; fshr: the low half of x:y shifted right.
 */
void expand_funnel(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    bool left = o.name[3] == 'l';
    unsigned bits = o.t.bits;
    if ((bits & (bits - 1)) != 0 || bits > 64) {
        opaque(f, v, &o);
        return;
    }
    uint32_t n =
        emit_bin(f, RIR_B_AND, fn_use(f, LLVMGetArgOperand(v, 2)), k(f, o.t, bits - 1), o.t);
    uint32_t rest = emit_bin(f, RIR_B_SUB, k(f, o.t, bits - 1), n, o.t);
    uint32_t high, low;
    if (left) {
        high = emit_bin(f, RIR_B_SHL, o.a, n, o.t);
        low = emit_bin(f, RIR_B_LSHR, o.b, k(f, o.t, 1), o.t);
        low = emit_bin(f, RIR_B_LSHR, low, rest, o.t);
    } else {
        high = emit_bin(f, RIR_B_SHL, o.a, k(f, o.t, 1), o.t);
        high = emit_bin(f, RIR_B_SHL, high, rest, o.t);
        low = emit_bin(f, RIR_B_LSHR, o.b, n, o.t);
    }
    uint32_t value = emit_bin(f, RIR_B_OR, high, low, o.t);
    fn_define(f, v, &value, 1);
}

void expand_abs(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    uint32_t negative = emit_cmp(f, RIR_P_SLT, o.a, k(f, o.t, 0));
    uint32_t value = emit_bin(f, RIR_B_SUB, k(f, o.t, 0), o.a, o.t);
    value = emit_select(f, negative, value, o.a, o.t);
    fn_define(f, v, &value, 1);
}

void expand_minmax(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    bool is_signed = o.name[0] == 's', max = o.name[2] == 'a';
    enum rir_pred p = is_signed ? (max ? RIR_P_SGT : RIR_P_SLT) : (max ? RIR_P_UGT : RIR_P_ULT);
    uint32_t value = emit_select(f, emit_cmp(f, p, o.a, o.b), o.a, o.b, o.t);
    fn_define(f, v, &value, 1);
}

/* ---- overflow ---- */

static int64_t minimum(struct rir_scalar t)
{
    return t.bits >= 64 ? INT64_MIN : -((int64_t)1 << (t.bits - 1));
}

/* The least value of the type: as a constant where one word holds it, else shifted into place. */
static uint32_t least(struct fn *f, struct rir_scalar t)
{
    if (t.bits <= 64)
        return k(f, t, minimum(t));
    return emit_bin(f, RIR_B_SHL, k(f, t, 1), k(f, t, t.bits - 1), t);
}

static uint32_t add_overflows(struct fn *f, const struct operands *o, uint32_t r)
{
    if (o->name[0] == 'u')
        return emit_cmp(f, RIR_P_ULT, r, o->a);
    uint32_t x = emit_bin(f, RIR_B_XOR, o->a, r, o->t);
    uint32_t y = emit_bin(f, RIR_B_XOR, o->b, r, o->t);
    return emit_cmp(f, RIR_P_SLT, emit_bin(f, RIR_B_AND, x, y, o->t), k(f, o->t, 0));
}

static uint32_t sub_overflows(struct fn *f, const struct operands *o, uint32_t r)
{
    if (o->name[0] == 'u')
        return emit_cmp(f, RIR_P_ULT, o->a, o->b);
    uint32_t x = emit_bin(f, RIR_B_XOR, o->a, o->b, o->t);
    uint32_t y = emit_bin(f, RIR_B_XOR, o->a, r, o->t);
    return emit_cmp(f, RIR_P_SLT, emit_bin(f, RIR_B_AND, x, y, o->t), k(f, o->t, 0));
}

/* r = a * b overflowed if dividing by a does not give b back; a of 0 and -1 are cases of their own.
 */
static uint32_t mul_overflows(struct fn *f, const struct operands *o, uint32_t r)
{
    struct rir_scalar bit = scalar_int(1);
    bool is_signed = o->name[0] == 's';
    uint32_t zero = emit_cmp(f, RIR_P_EQ, o->a, k(f, o->t, 0)), special = zero;
    uint32_t minus = RIR_NONE;
    if (is_signed) {
        minus = emit_cmp(f, RIR_P_EQ, o->a, k(f, o->t, -1));
        special = emit_bin(f, RIR_B_OR, zero, minus, bit);
    }
    uint32_t divisor = emit_select(f, special, k(f, o->t, 1), o->a, o->t);
    uint32_t back = emit_bin(f, is_signed ? RIR_B_SDIV : RIR_B_UDIV, r, divisor, o->t);
    uint32_t differs = emit_cmp(f, RIR_P_NE, back, o->b);
    uint32_t in_case = const_int(f, 1, 0);
    if (is_signed) {
        uint32_t worst = emit_cmp(f, RIR_P_EQ, o->b, least(f, o->t));
        in_case = emit_bin(f, RIR_B_AND, minus, worst, bit);
    }
    return emit_select(f, special, in_case, differs, bit);
}

static uint32_t result_of(struct fn *f, const struct operands *o, uint32_t *overflows)
{
    char op = o->name[1];
    enum rir_bin bin = op == 'a' ? RIR_B_ADD : op == 's' ? RIR_B_SUB : RIR_B_MUL;
    uint32_t r = emit_bin(f, bin, o->a, o->b, o->t);
    *overflows = op == 'a'   ? add_overflows(f, o, r)
                 : op == 's' ? sub_overflows(f, o, r)
                             : mul_overflows(f, o, r);
    return r;
}

void expand_overflow(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    uint32_t out[2];
    out[0] = result_of(f, &o, &out[1]);
    fn_define(f, v, out, 2);
}

void expand_saturating(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    uint32_t over, limit, r = result_of(f, &o, &over);
    if (o.name[0] == 'u') {
        limit = k(f, o.t, o.name[1] == 'a' ? -1 : 0);
    } else {
        uint32_t low = least(f, o.t), all = k(f, o.t, -1);
        uint32_t high = emit_bin(f, RIR_B_XOR, low, all, o.t);
        limit = emit_select(f, emit_cmp(f, RIR_P_SLT, o.a, k(f, o.t, 0)), low, high, o.t);
    }
    uint32_t value = emit_select(f, over, limit, r, o.t);
    fn_define(f, v, &value, 1);
}

/* ---- floats ---- */

static bool has_sign_word(const struct operands *o)
{
    return o->t.cls == RIR_FLOAT && o->t.bits <= 64;
}

static uint32_t sign_part(struct fn *f, uint32_t x, struct rir_scalar t, bool sign)
{
    struct rir_scalar w = scalar_int(t.bits);
    uint32_t mask = k(f, w, sign ? minimum(w) : ~minimum(w));
    return emit_bin(f, RIR_B_AND, emit_un(f, RIR_U_MOVE, x, w), mask, w);
}

void expand_fabs(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    if (!has_sign_word(&o)) {
        opaque(f, v, &o);
        return;
    }
    uint32_t value = emit_un(f, RIR_U_MOVE, sign_part(f, o.a, o.t, false), o.t);
    fn_define(f, v, &value, 1);
}

void expand_copysign(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    if (!has_sign_word(&o)) {
        opaque(f, v, &o);
        return;
    }
    struct rir_scalar w = scalar_int(o.t.bits);
    uint32_t bits =
        emit_bin(f, RIR_B_OR, sign_part(f, o.a, o.t, false), sign_part(f, o.b, o.t, true), w);
    uint32_t value = emit_un(f, RIR_U_MOVE, bits, o.t);
    fn_define(f, v, &value, 1);
}

/* The classes of floating numbers that have a test of their own, both signs together. */
enum { FP_NAN = 0x003, FP_INF = 0x204, FP_FINITE = 0x1f8, FP_NORMAL = 0x108, FP_ZERO = 0x060 };

/* A test of classes, by comparing the bits without the sign with those of infinity. */
void expand_fpclass(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    uint64_t mask = LLVMConstIntGetZExtValue(LLVMGetArgOperand(v, 1));
    struct rir_scalar w = scalar_int(o.t.bits);
    bool known = mask == FP_NAN || mask == FP_INF || mask == FP_FINITE || mask == FP_NORMAL ||
                 mask == FP_ZERO;
    if (!has_sign_word(&o) || !known) {
        opaque(f, v, &o);
        return;
    }
    int64_t infinity = o.t.bits == 32 ? 0x7f800000 : 0x7ff0000000000000;
    int64_t least_normal = o.t.bits == 32 ? 0x00800000 : 0x0010000000000000;
    uint32_t bits = sign_part(f, o.a, o.t, false), value;
    if (mask == FP_NORMAL) {
        bits = emit_bin(f, RIR_B_SUB, bits, k(f, w, least_normal), w);
        value = emit_cmp(f, RIR_P_ULT, bits, k(f, w, infinity - least_normal));
    } else if (mask == FP_ZERO) {
        value = emit_cmp(f, RIR_P_EQ, bits, k(f, w, 0));
    } else {
        enum rir_pred p = mask == FP_NAN ? RIR_P_UGT : mask == FP_INF ? RIR_P_EQ : RIR_P_ULT;
        value = emit_cmp(f, p, bits, k(f, w, infinity));
    }
    fn_define(f, v, &value, 1);
}

/* May be fused or not; x86-64 without FMA, where lowered programs are compared, does not fuse. */
void expand_fmuladd(struct fn *f, LLVMValueRef v)
{
    struct operands o = read_operands(f, v);
    uint32_t product = emit_bin(f, RIR_B_FMUL, o.a, o.b, o.t);
    uint32_t value = emit_bin(f, RIR_B_FADD, product, fn_use(f, LLVMGetArgOperand(v, 2)), o.t);
    fn_define(f, v, &value, 1);
}
