/* Arithmetic: integers of up to 128 bits exactly, float and double as the machine has them, x86's
 * 80-bit floats where the host has them.
 *
 * A value keeps its bits zero-extended to its width. The result of arithmetic has no provenance: an
 * address that was computed is an integer, and only a later dereference looks it up. What C leaves
 * undefined ends the run (division by zero, conversion out of range) or gives 0 (a shift too wide).
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "rir/interp_int.h"

static u128 mask(unsigned bits)
{
    return bits >= 128 ? ~(u128)0 : (((u128)1) << bits) - 1;
}

u128 num_value(const struct ival *v, unsigned bits)
{
    return (((u128)v->hi << 64) | v->lo) & mask(bits);
}

struct ival num_int(u128 v)
{
    return (struct ival){.lo = (uint64_t)v, .hi = (uint64_t)(v >> 64)};
}

static i128 sext(u128 v, unsigned bits)
{
    if (bits < 128 && bits > 0 && (v >> (bits - 1) & 1))
        v |= ~mask(bits);
    return (i128)v;
}

/* ---- floats ---- */

static bool extended(struct rir_scalar t) /* one of this host's long doubles */
{
    return t.bits == 80 && LDBL_MANT_DIG == 64;
}

static long double get_float(struct run *r, const struct ival *v, struct rir_scalar t)
{
    if (t.bits == 32) {
        float f;
        memcpy(&f, &v->lo, sizeof f);
        return f;
    }
    if (t.bits == 64) {
        double d;
        memcpy(&d, &v->lo, sizeof d);
        return d;
    }
    if (!extended(t))
        run_stop(r, INTERP_CANNOT, "cannot run: a float of %u bits", t.bits);
    long double x = 0;
    memcpy(&x, &v->lo, 8);
    memcpy((char *)&x + 8, &v->hi, 2);
    return x;
}

static struct ival put_float(struct run *r, long double x, struct rir_scalar t)
{
    struct ival v = {0};
    if (t.bits == 32) {
        float f = (float)x;
        memcpy(&v.lo, &f, sizeof f);
    } else if (t.bits == 64) {
        double d = (double)x;
        memcpy(&v.lo, &d, sizeof d);
    } else if (extended(t)) {
        memcpy(&v.lo, &x, 8);
        memcpy(&v.hi, (char *)&x + 8, 2);
    } else {
        run_stop(r, INTERP_CANNOT, "cannot run: a float of %u bits", t.bits);
    }
    return v;
}

double num_double(const struct ival *v, struct rir_scalar t, struct run *r)
{
    return (double)get_float(r, v, t);
}

/* Computed in the operand's own precision: no double rounding for float and double. */
static struct ival bin_float(struct run *r, uint8_t op, struct rir_scalar t, const struct ival *a,
                             const struct ival *b)
{
    long double x = get_float(r, a, t), y = get_float(r, b, t), z;
    bool f32 = t.bits == 32, f64 = t.bits == 64;
    switch (op) {
    case RIR_B_FADD:
        z = f32 ? (float)x + (float)y : f64 ? (double)x + (double)y : x + y;
        break;
    case RIR_B_FSUB:
        z = f32 ? (float)x - (float)y : f64 ? (double)x - (double)y : x - y;
        break;
    case RIR_B_FMUL:
        z = f32 ? (float)x * (float)y : f64 ? (double)x * (double)y : x * y;
        break;
    case RIR_B_FDIV:
        z = f32 ? (float)x / (float)y : f64 ? (double)x / (double)y : x / y;
        break;
    case RIR_B_FREM:
        z = f32 ? fmodf((float)x, (float)y) : f64 ? fmod((double)x, (double)y) : fmodl(x, y);
        break;
    case RIR_B_FMAX:
        z = fmaxl(x, y);
        break;
    default:
        z = fminl(x, y);
        break;
    }
    return put_float(r, z, t);
}

/* ---- integers ---- */

static u128 divide(struct run *r, uint8_t op, u128 a, u128 b, unsigned bits)
{
    if (!b)
        run_stop(r, INTERP_UNSAFE, "division by zero");
    i128 x = sext(a, bits), y = sext(b, bits);
    switch (op) {
    case RIR_B_UDIV:
        return a / b;
    case RIR_B_UREM:
        return a % b;
    case RIR_B_SDIV:
        return y == -1 ? -(u128)x : (u128)(x / y);
    default:
        return y == -1 ? 0 : (u128)(x % y);
    }
}

static u128 shift(uint8_t op, u128 a, u128 b, unsigned bits)
{
    if (b >= bits)
        return 0;
    unsigned n = (unsigned)b;
    if (op == RIR_B_SHL)
        return a << n;
    return op == RIR_B_LSHR ? a >> n : (u128)(sext(a, bits) >> n);
}

static u128 bin_int(struct run *r, uint8_t op, unsigned bits, u128 a, u128 b)
{
    switch (op) {
    case RIR_B_ADD:
        return a + b;
    case RIR_B_SUB:
        return a - b;
    case RIR_B_MUL:
        return a * b;
    case RIR_B_UDIV:
    case RIR_B_SDIV:
    case RIR_B_UREM:
    case RIR_B_SREM:
        return divide(r, op, a, b, bits);
    case RIR_B_SHL:
    case RIR_B_LSHR:
    case RIR_B_ASHR:
        return shift(op, a, b, bits);
    case RIR_B_AND:
        return a & b;
    case RIR_B_OR:
        return a | b;
    case RIR_B_XOR:
        return a ^ b;
    case RIR_B_XCHG:
        return b;
    case RIR_B_NAND:
        return ~(a & b);
    case RIR_B_MAX:
        return sext(a, bits) > sext(b, bits) ? a : b;
    case RIR_B_MIN:
        return sext(a, bits) < sext(b, bits) ? a : b;
    case RIR_B_UMAX:
        return a > b ? a : b;
    case RIR_B_UMIN:
        return a < b ? a : b;
    default:
        run_stop(r, INTERP_CANNOT, "cannot run: integer operation %u", op);
    }
}

struct ival num_bin(struct run *r, uint8_t op, struct rir_scalar t, const struct ival *a,
                    const struct ival *b)
{
    if (t.cls == RIR_BYTES || t.bits > 128)
        run_stop(r, INTERP_CANNOT, "cannot run: arithmetic on a vector");
    if (op == RIR_B_XCHG)
        return *b;
    if ((op >= RIR_B_FADD && op <= RIR_B_FREM) || op == RIR_B_FMAX || op == RIR_B_FMIN)
        return bin_float(r, op, t, a, b);
    u128 v = bin_int(r, op, t.bits, num_value(a, t.bits), num_value(b, t.bits));
    return num_int(v & mask(t.bits));
}

static struct ival float_to_int(struct run *r, bool is_signed, long double x, unsigned bits)
{
    long double limit = ldexpl(1.0L, (int)bits - (is_signed ? 1 : 0));
    x = truncl(x);
    if (!(x < limit) || !(is_signed ? x >= -limit : x > -1.0L))
        run_stop(r, INTERP_UNSAFE, "float out of range of the integer it is converted to");
    u128 v = x < 0 ? -(u128)(-x) : (u128)x;
    return num_int(v & mask(bits));
}

static struct ival keep_pointer(struct run *r, const struct ival *a, unsigned bits)
{
    struct ival v = num_int(num_value(a, bits));
    if (bits >= r->m->ptr_bits)
        v.ref = a->ref;
    if (bits >= 128)
        v.ref2 = a->ref2;
    return v;
}

struct ival num_un(struct run *r, uint8_t op, struct rir_scalar to, struct rir_scalar from,
                   const struct ival *a)
{
    if (op == RIR_U_MOVE)
        return a->wide ? *a : keep_pointer(r, a, to.bits);
    if (a->wide || to.bits > 128 || from.cls == RIR_BYTES)
        run_stop(r, INTERP_CANNOT, "cannot run: conversion of a vector");
    u128 v = num_value(a, from.bits);
    switch (op) {
    case RIR_U_TRUNC:
    case RIR_U_ZEXT:
        return keep_pointer(r, a, to.bits < from.bits ? to.bits : from.bits);
    case RIR_U_SEXT:
        return num_int((u128)sext(v, from.bits) & mask(to.bits));
    case RIR_U_FPTOUI:
    case RIR_U_FPTOSI:
        return float_to_int(r, op == RIR_U_FPTOSI, get_float(r, a, from), to.bits);
    case RIR_U_UITOFP:
        return put_float(r,
                         to.bits == 32   ? (float)v
                         : to.bits == 64 ? (double)v
                                         : (long double)v,
                         to);
    case RIR_U_SITOFP: {
        i128 s = sext(v, from.bits);
        return put_float(r,
                         to.bits == 32   ? (float)s
                         : to.bits == 64 ? (double)s
                                         : (long double)s,
                         to);
    }
    case RIR_U_FPTRUNC:
    case RIR_U_FPEXT:
        return put_float(r, get_float(r, a, from), to);
    case RIR_U_FNEG:
        return put_float(r, -get_float(r, a, from), to);
    default:
        run_stop(r, INTERP_CANNOT, "cannot run: conversion %u", op);
    }
}

static bool cmp_float(uint8_t pred, long double x, long double y)
{
    bool un = isnan(x) || isnan(y);
    switch (pred) {
    case RIR_P_FOEQ:
        return x == y;
    case RIR_P_FONE:
        return !un && x != y;
    case RIR_P_FOGT:
        return x > y;
    case RIR_P_FOGE:
        return x >= y;
    case RIR_P_FOLT:
        return x < y;
    case RIR_P_FOLE:
        return x <= y;
    case RIR_P_FUEQ:
        return un || x == y;
    case RIR_P_FUNE:
        return x != y;
    case RIR_P_FUGT:
        return !(x <= y);
    case RIR_P_FUGE:
        return !(x < y);
    case RIR_P_FULT:
        return !(x >= y);
    case RIR_P_FULE:
        return !(x > y);
    case RIR_P_FORD:
        return !un;
    default:
        return un;
    }
}

bool num_cmp(struct run *r, uint8_t pred, struct rir_scalar t, const struct ival *a,
             const struct ival *b)
{
    if (t.cls == RIR_BYTES || t.bits > 128)
        run_stop(r, INTERP_CANNOT, "cannot run: comparison of vectors");
    if (pred >= RIR_P_FOEQ)
        return cmp_float(pred, get_float(r, a, t), get_float(r, b, t));
    u128 x = num_value(a, t.bits), y = num_value(b, t.bits);
    i128 sx = sext(x, t.bits), sy = sext(y, t.bits);
    switch (pred) {
    case RIR_P_EQ:
        return x == y;
    case RIR_P_NE:
        return x != y;
    case RIR_P_UGT:
        return x > y;
    case RIR_P_UGE:
        return x >= y;
    case RIR_P_ULT:
        return x < y;
    case RIR_P_ULE:
        return x <= y;
    case RIR_P_SGT:
        return sx > sy;
    case RIR_P_SGE:
        return sx >= sy;
    case RIR_P_SLT:
        return sx < sy;
    default:
        return sx <= sy;
    }
}
