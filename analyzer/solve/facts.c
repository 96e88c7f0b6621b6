/* Facts about numbers: evaluation and assumption.
 *
 * B-Q1. A fact about an SSA value speaks of its latest execution. Pure operations are read through:
 * where y = op(x) is used, y was executed after the latest execution of x (x dominates y, and y its
 * use), so a fact about x says something of y. Phis, loads and calls are never read through.
 * B-Q2. `known` covers: evaluation yields every number that the value can be, and an assumption
 * removes only numbers that contradict it. What is not understood is "anything". B-Q3. Numbers are
 * compared as their type says: an i8 of 255 is -1. Types beyond 64 bits, floats and vectors are
 * never known. */
#include "solve/facts.h"

#include <string.h>

#include "solve/tested.h"

enum { MAX_DEPTH = 12 };

/* ---- single numbers ---- */

struct known known_any(void)
{
    return (struct known){.signs = SIGN_ANY};
}

struct known known_signs(unsigned signs)
{
    return (struct known){.signs = (uint8_t)signs, .exact = signs == SIGN_ZERO};
}

static bool readable(struct rir_scalar t)
{
    return (t.cls == RIR_INT || t.cls == RIR_PTR) && t.bits != 0 && t.bits <= 64;
}

static int64_t canonical(struct rir_scalar t, int64_t v)
{
    if (t.bits == 1)
        return v & 1;
    if (t.bits >= 64)
        return v;
    uint64_t sign = (uint64_t)1 << (t.bits - 1), all = (sign << 1) - 1;
    return (int64_t)((((uint64_t)v & all) ^ sign) - sign);
}

struct known known_constant(struct rir_scalar t, int64_t v)
{
    if (!readable(t))
        return known_any();
    v = canonical(t, v);
    return (struct known){.signs = v < 0    ? SIGN_NEGATIVE
                                   : v == 0 ? SIGN_ZERO
                                            : SIGN_POSITIVE,
                          .exact = true,
                          .value = v};
}

struct known known_when(enum rir_when when, bool holds)
{
    unsigned signs = SIGN_ANY;
    switch (when) {
    case RIR_ZERO:
    case RIR_NULL:
        signs = SIGN_ZERO;
        break;
    case RIR_NONZERO:
    case RIR_NONNULL:
        signs = SIGN_NEGATIVE | SIGN_POSITIVE;
        break;
    case RIR_NEGATIVE:
        signs = SIGN_NEGATIVE;
        break;
    case RIR_NONNEGATIVE:
        signs = SIGN_ZERO | SIGN_POSITIVE;
        break;
    default:
        return known_any();
    }
    return known_signs(holds ? signs : SIGN_ANY & ~signs);
}

bool known_same(struct known a, struct known b)
{
    return a.signs == b.signs && a.exact == b.exact && a.value == b.value;
}

static bool nothing_known(struct known k)
{
    return k.signs == SIGN_ANY && !k.exact;
}

struct known known_join(struct known a, struct known b)
{
    if (known_same(a, b))
        return a;
    unsigned signs = a.signs | b.signs;
    return a.signs != b.signs && (signs & SIGN_ZERO) ? known_any() : known_signs(signs);
}

struct known known_meet(struct known a, struct known b)
{
    struct known both = a.exact ? a : b;
    both.signs = a.signs & b.signs;
    if (a.exact && b.exact && a.value != b.value)
        both.signs = 0;
    if (both.signs == SIGN_ZERO)
        return known_signs(SIGN_ZERO);
    if (both.signs == 0)
        return known_signs(0);
    return both;
}

struct known known_without_constant(struct known k)
{
    return known_signs(k.signs);
}

/* ---- lists ---- */

const struct known *facts_find(const struct fact_vec *v, uint32_t value)
{
    for (uint32_t i = 0; i < v->len && v->data[i].value <= value; i++)
        if (v->data[i].value == value)
            return &v->data[i].is;
    return NULL;
}

void facts_remove(struct fact_vec *v, uint32_t value)
{
    uint32_t out = 0;
    for (uint32_t i = 0; i < v->len; i++)
        if (v->data[i].value != value)
            v->data[out++] = v->data[i];
    v->len = out;
}

void facts_put(struct fact_vec *v, uint32_t value, struct known is)
{
    facts_remove(v, value);
    if (nothing_known(is))
        return;
    struct fact f = {value, is};
    vec_push(v, f);
    for (uint32_t i = v->len - 1; i > 0 && v->data[i - 1].value > value; i--) {
        v->data[i] = v->data[i - 1];
        v->data[i - 1] = f;
    }
}

void facts_copy(struct fact_vec *to, const struct fact_vec *from)
{
    to->len = 0;
    for (uint32_t i = 0; i < from->len; i++)
        vec_push(to, from->data[i]);
}

bool facts_same(const struct fact_vec *a, const struct fact_vec *b)
{
    if (a->len != b->len)
        return false;
    for (uint32_t i = 0; i < a->len; i++)
        if (a->data[i].value != b->data[i].value || !known_same(a->data[i].is, b->data[i].is))
            return false;
    return true;
}

bool facts_join(struct fact_vec *into, const struct fact_vec *from)
{
    bool less = false;
    uint32_t out = 0;
    for (uint32_t i = 0; i < into->len; i++) {
        struct fact f = into->data[i];
        const struct known *other = facts_find(from, f.value);
        struct known both = other == NULL ? known_any() : known_join(f.is, *other);
        less |= !known_same(both, f.is);
        f.is = both;
        if (!nothing_known(both))
            into->data[out++] = f;
    }
    into->len = out;
    return less;
}

/* ---- comparison ---- */

struct range {
    int64_t lo, hi;
};

struct urange {
    uint64_t lo, hi;
};

static int64_t smallest(struct rir_scalar t)
{
    return t.bits >= 64 ? INT64_MIN : -((int64_t)1 << (t.bits - 1));
}

static int64_t largest(struct rir_scalar t)
{
    return t.bits == 1 ? 1 : t.bits >= 64 ? INT64_MAX : ((int64_t)1 << (t.bits - 1)) - 1;
}

static struct range range_of(struct known k, struct rir_scalar t)
{
    if (k.exact)
        return (struct range){k.value, k.value};
    struct range r;
    r.lo = k.signs & SIGN_NEGATIVE ? smallest(t) : k.signs & SIGN_ZERO ? 0 : 1;
    r.hi = k.signs & SIGN_POSITIVE ? largest(t) : k.signs & SIGN_ZERO ? 0 : -1;
    return r;
}

static uint64_t as_unsigned(int64_t v, struct rir_scalar t)
{
    return t.bits >= 64 ? (uint64_t)v : (uint64_t)v & (((uint64_t)1 << t.bits) - 1);
}

static struct urange urange_of(struct known k, struct rir_scalar t)
{
    if (k.exact)
        return (struct urange){as_unsigned(k.value, t), as_unsigned(k.value, t)};
    struct urange r;
    r.lo = k.signs & SIGN_ZERO ? 0 : k.signs & SIGN_POSITIVE ? 1 : as_unsigned(smallest(t), t);
    r.hi = k.signs & SIGN_NEGATIVE   ? as_unsigned(-1, t)
           : k.signs & SIGN_POSITIVE ? (uint64_t)largest(t)
                                     : 0;
    return r;
}

enum truth { IS_FALSE, IS_TRUE, IS_EITHER };

static enum truth opposite(enum truth t)
{
    return t == IS_EITHER ? t : t == IS_TRUE ? IS_FALSE : IS_TRUE;
}

static enum truth equal(struct known a, struct known b)
{
    if (a.exact && b.exact)
        return a.value == b.value ? IS_TRUE : IS_FALSE;
    return (a.signs & b.signs) == 0 ? IS_FALSE : IS_EITHER;
}

/* a < b (or_equal: a <= b) */
static enum truth less(struct known a, struct known b, struct rir_scalar t, bool is_signed,
                       bool or_equal)
{
    if (is_signed && t.bits == 1)
        return IS_EITHER;
    bool always, never;
    if (is_signed) {
        struct range x = range_of(a, t), y = range_of(b, t);
        always = or_equal ? x.hi <= y.lo : x.hi < y.lo;
        never = or_equal ? x.lo > y.hi : x.lo >= y.hi;
    } else {
        struct urange x = urange_of(a, t), y = urange_of(b, t);
        always = or_equal ? x.hi <= y.lo : x.hi < y.lo;
        never = or_equal ? x.lo > y.hi : x.lo >= y.hi;
    }
    return always ? IS_TRUE : never ? IS_FALSE : IS_EITHER;
}

static enum truth decide(uint8_t pred, struct known a, struct known b, struct rir_scalar t)
{
    if (!readable(t) || a.signs == 0 || b.signs == 0)
        return IS_EITHER;
    switch (pred) {
    case RIR_P_EQ:
        return equal(a, b);
    case RIR_P_NE:
        return opposite(equal(a, b));
    case RIR_P_SLT:
    case RIR_P_SLE:
        return less(a, b, t, true, pred == RIR_P_SLE);
    case RIR_P_SGT:
    case RIR_P_SGE:
        return less(b, a, t, true, pred == RIR_P_SGE);
    case RIR_P_ULT:
    case RIR_P_ULE:
        return less(a, b, t, false, pred == RIR_P_ULE);
    case RIR_P_UGT:
    case RIR_P_UGE:
        return less(b, a, t, false, pred == RIR_P_UGE);
    default:
        return IS_EITHER;
    }
}

/* What a is where "a pred b" is `holds` (swapped: "b pred a"). */
static struct known narrowed(uint8_t pred, struct known a, struct known b, struct rir_scalar t,
                             bool holds, bool swapped)
{
    unsigned signs = 0;
    for (unsigned s = SIGN_NEGATIVE; s <= SIGN_POSITIVE; s <<= 1) {
        struct known part = known_meet(a, known_signs(s));
        enum truth is = part.signs == 0 ? IS_EITHER
                        : swapped       ? decide(pred, b, part, t)
                                        : decide(pred, part, b, t);
        if (part.signs != 0 && (is == IS_EITHER || (is == IS_TRUE) == holds))
            signs |= s;
    }
    struct known k = known_meet(a, known_signs(signs));
    bool same = (pred == RIR_P_EQ && holds) || (pred == RIR_P_NE && !holds);
    return same ? known_meet(k, b) : k;
}

/* ---- evaluation ---- */

static const struct rir_insn *definition(const struct facts *x, uint32_t value)
{
    const struct rir_value *v = &x->f->values[value];
    return v->kind == RIR_V_INSN ? &x->f->insns[v->ref] : NULL;
}

/* An integer that is 0 or 1, though its type is wider. */
static struct known normal(const struct facts *x, uint32_t value, struct known k)
{
    if (!tested_is_boolean(x->tested, value))
        return k;
    k.signs &= SIGN_ZERO | SIGN_POSITIVE;
    return k.signs == SIGN_POSITIVE                 ? (struct known){SIGN_POSITIVE, true, 1}
           : k.signs == (SIGN_ZERO | SIGN_POSITIVE) ? known_any()
                                                    : k;
}

static struct known eval(const struct facts *x, uint32_t value, unsigned depth);

static struct known address(const struct facts *x, const struct rir_value *v)
{
    bool there = v->kind == RIR_V_GLOBAL
                     ? (x->m->globals.data[v->ref].flags & RIR_GLOBAL_DEFINED) != 0
                     : (x->m->funcs.data[v->ref].flags & RIR_FUNC_DEFINED) != 0;
    return there ? known_when(RIR_NONNULL, true) : known_any(); /* a weak one may be null */
}

static struct known eval_unary(const struct facts *x, const struct rir_insn *in, unsigned depth)
{
    if (in->nargs != 1) /* an opaque one may have none */
        return known_any();
    struct rir_scalar from = x->f->values[in->args[0]].type, to = x->f->values[in->result].type;
    if (!readable(from))
        return known_any();
    struct known k = eval(x, in->args[0], depth);
    switch (in->sub) {
    case RIR_U_MOVE:
        return from.bits == to.bits ? k : known_any();
    case RIR_U_ZEXT:
        if (k.exact)
            return known_constant(to, (int64_t)as_unsigned(k.value, from));
        return k.signs & SIGN_ZERO ? known_any() : known_signs(SIGN_POSITIVE);
    case RIR_U_SEXT:
        if (from.bits == 1)
            return k.exact ? known_constant(to, -k.value) : known_any();
        return k;
    case RIR_U_TRUNC:
        return k.exact ? known_constant(to, k.value) : known_any();
    default:
        return known_any();
    }
}

static struct known eval_binary(const struct facts *x, const struct rir_insn *in, unsigned depth)
{
    struct rir_scalar t = x->f->values[in->result].type;
    struct known a = eval(x, in->args[0], depth), b = eval(x, in->args[1], depth);
    bool exact = a.exact && b.exact;
    switch (in->sub) {
    case RIR_B_AND:
        if (a.signs == SIGN_ZERO || b.signs == SIGN_ZERO)
            return known_signs(SIGN_ZERO);
        return exact ? known_constant(t, a.value & b.value) : known_any();
    case RIR_B_OR:
        if (!(a.signs & SIGN_ZERO) || !(b.signs & SIGN_ZERO))
            return exact ? known_constant(t, a.value | b.value)
                         : known_signs(SIGN_NEGATIVE | SIGN_POSITIVE);
        return exact ? known_constant(t, a.value | b.value) : known_any();
    case RIR_B_XOR:
        return exact ? known_constant(t, a.value ^ b.value) : known_any();
    default:
        return known_any();
    }
}

static struct known eval_insn(const struct facts *x, const struct rir_insn *in, unsigned depth)
{
    switch ((enum rir_op)in->op) {
    case RIR_STACK:
        return known_when(RIR_NONNULL, true);
    case RIR_FIELD: /* a part of an object that is there */
    case RIR_ELEM:
        return eval(x, in->args[0], depth).signs & SIGN_ZERO ? known_any()
                                                             : known_when(RIR_NONNULL, true);
    case RIR_UN:
        return eval_unary(x, in, depth);
    case RIR_BIN:
        return eval_binary(x, in, depth);
    case RIR_CMP: {
        enum truth is = decide(in->sub, eval(x, in->args[0], depth), eval(x, in->args[1], depth),
                               x->f->values[in->args[0]].type);
        return is == IS_EITHER ? known_any()
                               : known_constant(x->f->values[in->result].type, is == IS_TRUE);
    }
    case RIR_SELECT: {
        struct known c = eval(x, in->args[0], depth);
        if (!(c.signs & SIGN_ZERO))
            return eval(x, in->args[1], depth);
        if (c.signs == SIGN_ZERO)
            return eval(x, in->args[2], depth);
        return known_join(eval(x, in->args[1], depth), eval(x, in->args[2], depth));
    }
    default:
        return known_any();
    }
}

static struct known eval(const struct facts *x, uint32_t value, unsigned depth)
{
    const struct rir_value *v = &x->f->values[value];
    if (!readable(v->type) || depth >= MAX_DEPTH)
        return known_any();
    if (v->kind == RIR_V_CONST)
        return known_constant(v->type, v->imm);
    if (v->kind == RIR_V_GLOBAL || v->kind == RIR_V_FUNC)
        return address(x, v);
    const struct rir_insn *in = definition(x, value);
    struct known k = in == NULL ? known_any() : eval_insn(x, in, depth + 1);
    const struct known *fact = facts_find(x->v, value);
    return normal(x, value, fact == NULL ? k : known_meet(k, *fact));
}

struct known facts_eval(const struct facts *x, uint32_t value)
{
    return eval(x, value, 0);
}

/* ---- assumption ---- */

static bool assume(struct facts *x, uint32_t value, struct known is, unsigned depth);

static bool assume_unary(struct facts *x, const struct rir_insn *in, struct known k, unsigned depth)
{
    uint32_t from = in->args[0];
    struct rir_scalar small = x->f->values[from].type, to = x->f->values[in->result].type;
    unsigned zero = k.signs & SIGN_ZERO, other = k.signs & (SIGN_NEGATIVE | SIGN_POSITIVE);
    if (in->nargs != 1 || !readable(small))
        return true;
    switch (in->sub) {
    case RIR_U_MOVE:
        return small.bits != to.bits || assume(x, from, k, depth);
    case RIR_U_ZEXT:
    case RIR_U_SEXT:
        if (k.exact)
            return assume(x, from, known_constant(small, k.value), depth);
        return assume(x, from, known_signs(zero | (other != 0 ? SIGN_NEGATIVE | SIGN_POSITIVE : 0)),
                      depth);
    case RIR_U_TRUNC:
        if (zero == 0)
            return assume(x, from, known_when(RIR_NONZERO, true), depth);
        return !(other == 0 && tested_is_boolean(x->tested, from)) ||
               assume(x, from, known_signs(SIGN_ZERO), depth);
    default:
        return true;
    }
}

static bool assume_binary(struct facts *x, const struct rir_insn *in, struct known k,
                          unsigned depth)
{
    const struct rir_value *right = &x->f->values[in->args[1]];
    if (in->sub == RIR_B_AND && !(k.signs & SIGN_ZERO)) {
        struct known set = known_when(RIR_NONZERO, true);
        return assume(x, in->args[0], set, depth) && assume(x, in->args[1], set, depth);
    }
    if (in->sub == RIR_B_OR && k.signs == SIGN_ZERO)
        return assume(x, in->args[0], k, depth) && assume(x, in->args[1], k, depth);
    if (in->sub == RIR_B_XOR && right->kind == RIR_V_CONST && k.exact)
        return assume(x, in->args[0], known_constant(right->type, k.value ^ right->imm), depth);
    return true;
}

static bool assume_compare(struct facts *x, const struct rir_insn *in, bool holds, unsigned depth)
{
    uint32_t l = in->args[0], r = in->args[1];
    struct rir_scalar t = x->f->values[l].type;
    if (!readable(t) || in->sub > RIR_P_SLE)
        return true;
    struct known a = eval(x, l, depth), b = eval(x, r, depth);
    enum truth is = decide(in->sub, a, b, t);
    if (is != IS_EITHER)
        return (is == IS_TRUE) == holds;
    return assume(x, l, narrowed(in->sub, a, b, t, holds, false), depth) &&
           assume(x, r, narrowed(in->sub, b, a, t, holds, true), depth);
}

static bool assume_select(struct facts *x, const struct rir_insn *in, struct known k,
                          unsigned depth)
{
    struct known c = eval(x, in->args[0], depth);
    bool first =
        (c.signs & ~SIGN_ZERO) != 0 && known_meet(eval(x, in->args[1], depth), k).signs != 0;
    bool second =
        (c.signs & SIGN_ZERO) != 0 && known_meet(eval(x, in->args[2], depth), k).signs != 0;
    if (first && second)
        return true;
    if (!first && !second)
        return false;
    return assume(x, in->args[0], known_when(RIR_NONZERO, first), depth) &&
           assume(x, in->args[first ? 1 : 2], k, depth);
}

static bool assume(struct facts *x, uint32_t value, struct known is, unsigned depth)
{
    const struct rir_value *v = &x->f->values[value];
    if (!readable(v->type) || depth >= MAX_DEPTH)
        return true;
    struct known k = normal(x, value, known_meet(eval(x, value, depth), is));
    if (k.signs == 0)
        return false;
    if (tested_has_facts(x->tested, value))
        facts_put(x->v, value, k);
    const struct rir_insn *in = definition(x, value);
    if (in == NULL)
        return true;
    switch ((enum rir_op)in->op) {
    case RIR_UN:
        return assume_unary(x, in, k, depth + 1);
    case RIR_BIN:
        return assume_binary(x, in, k, depth + 1);
    case RIR_SELECT:
        return assume_select(x, in, k, depth + 1);
    case RIR_CMP:
        return (k.signs & SIGN_ZERO && k.signs != SIGN_ZERO) ||
               assume_compare(x, in, k.signs != SIGN_ZERO, depth + 1);
    default:
        return true;
    }
}

bool facts_assume(struct facts *x, uint32_t value, struct known is)
{
    return assume(x, value, is, 0);
}

bool facts_assume_edge(struct facts *x, const struct rir_insn *t, uint32_t side)
{
    if (side >= t->nblocks) /* not by the terminator: a longjmp */
        return true;
    if (t->op == RIR_COND && t->blocks[0] != t->blocks[1])
        return facts_assume(x, t->args[0], known_when(RIR_NONZERO, side == 0));
    if (t->op != RIR_SWITCH)
        return true;
    struct rir_scalar type = x->f->values[t->args[0]].type;
    if (side > 0)
        return facts_assume(x, t->args[0], known_constant(type, t->cases[side - 1]));
    struct known k = facts_eval(x, t->args[0]);
    for (uint32_t i = 1; i < t->nblocks; i++) {
        k = narrowed(RIR_P_EQ, k, known_constant(type, t->cases[i - 1]), type, false, false);
        if (k.signs == 0)
            return false;
    }
    return facts_assume(x, t->args[0], k);
}
