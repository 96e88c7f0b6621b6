/* Values that are another value and a constant.
 *
 * A sum is exact, modulo the width in which the program adds. A whole number is what loops are
 * compared by: `i < n` says something of whole numbers, whatever the width. The sum n + c, read as
 * a whole number, is n and c only where it does not wrap round; so it is not taken apart here. */
#include "solve/number.h"

static int64_t cut(int64_t v, uint16_t bits, bool is_signed)
{
    if (bits == 0 || bits >= 64)
        return v;
    uint64_t all = ((uint64_t)1 << bits) - 1, sign = (uint64_t)1 << (bits - 1);
    uint64_t low = (uint64_t)v & all;
    return is_signed ? (int64_t)((low ^ sign) - sign) : (int64_t)low;
}

static uint16_t bits_of(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    return v->type.cls == RIR_PTR ? 64 : v->type.bits;
}

uint32_t number_before_cast(const struct rir_func *f, uint32_t value, enum cast *cast)
{
    const struct rir_insn *in;
    *cast = CAST_NONE;
    while ((in = flow_defined_by(f, value, RIR_UN)) != NULL) {
        bool wider = in->sub == RIR_U_ZEXT || (in->sub == RIR_U_SEXT && *cast != CAST_UNSIGNED);
        bool same = in->sub == RIR_U_MOVE && bits_of(f, in->args[0]) == bits_of(f, value);
        if (!wider && !same)
            break;
        if (wider)
            *cast = in->sub == RIR_U_ZEXT ? CAST_UNSIGNED : CAST_SIGNED;
        value = in->args[0];
    }
    return value;
}

bool number_is_constant(const struct rir_func *f, uint32_t value, int64_t *k)
{
    enum cast cast;
    value = number_before_cast(f, value, &cast);
    const struct rir_value *v = &f->values[value];
    if (v->kind != RIR_V_CONST || (v->type.cls != RIR_INT && v->type.cls != RIR_PTR))
        return false;
    *k = cut(v->imm, bits_of(f, value), cast != CAST_UNSIGNED);
    return true;
}

/* One step down: value = next + by. */
static bool adds_constant(const struct rir_func *f, const struct rir_insn *in, uint32_t *next,
                          int64_t *by)
{
    int64_t k;
    *next = in->nargs > 0 ? in->args[0] : RIR_NONE;
    switch ((enum rir_op)in->op) {
    case RIR_FIELD:
        *by = in->imm;
        return true;
    case RIR_ELEM:
    case RIR_OFFSET:
        return number_is_constant(f, in->args[1], &k) &&
               !__builtin_mul_overflow(k, in->op == RIR_ELEM ? in->imm : 1, by);
    case RIR_BIN:
        if (in->sub == RIR_B_ADD && number_is_constant(f, in->args[0], by)) {
            *next = in->args[1];
            return true;
        }
        if ((in->sub != RIR_B_ADD && in->sub != RIR_B_SUB) ||
            !number_is_constant(f, in->args[1], &k))
            return false;
        *by = in->sub == RIR_B_ADD ? k : (int64_t)-(uint64_t)k;
        return true;
    case RIR_UN:
        *by = 0;
        return in->sub == RIR_U_MOVE && bits_of(f, in->args[0]) == bits_of(f, in->result);
    default:
        return false;
    }
}

struct sum number_sum(const struct rir_func *f, uint32_t value)
{
    struct sum s = {.root = value, .bits = bits_of(f, value)};
    uint32_t next;
    int64_t by;
    uint64_t plus = 0;
    while (f->values[s.root].kind == RIR_V_INSN &&
           adds_constant(f, &f->insns[f->values[s.root].ref], &next, &by)) {
        plus += (uint64_t)by;
        s.root = next;
    }
    if (number_is_constant(f, s.root, &by)) {
        plus += (uint64_t)by;
        s.root = RIR_NONE;
    }
    s.plus = cut((int64_t)plus, s.bits, true);
    return s;
}

bool number_is_pure(const struct rir_insn *in)
{
    return in->op == RIR_BIN || in->op == RIR_FIELD || in->op == RIR_ELEM || in->op == RIR_OFFSET ||
           (in->op == RIR_UN && in->sub != RIR_U_OPAQUE);
}

static bool alike(const struct rir_func *f, uint32_t a, uint32_t b, int steps)
{
    const struct rir_value *x = &f->values[a], *y = &f->values[b];
    if (a == b)
        return true;
    if (steps == 0 || x->kind != y->kind || x->type.cls != y->type.cls ||
        x->type.bits != y->type.bits)
        return false;
    if (x->kind == RIR_V_CONST)
        return x->imm == y->imm;
    if (x->kind != RIR_V_INSN)
        return x->kind == RIR_V_GLOBAL && x->ref == y->ref && x->imm == y->imm;
    const struct rir_insn *p = &f->insns[x->ref], *q = &f->insns[y->ref];
    bool same = number_is_pure(p) && p->op == q->op && p->sub == q->sub && p->imm == q->imm &&
                p->nargs == q->nargs;
    for (uint32_t i = 0; i < p->nargs && same; i++)
        same = alike(f, p->args[i], q->args[i], steps - 1);
    return same;
}

bool number_alike(const struct rir_func *f, uint32_t a, uint32_t b)
{
    enum { STEPS = 8 };
    return alike(f, a, b, STEPS);
}

struct number number_of(const struct rir_func *f, uint32_t value, bool is_signed)
{
    enum cast cast;
    uint32_t narrow = number_before_cast(f, value, &cast);
    struct sum s = number_sum(f, narrow);
    if (s.root == RIR_NONE) {
        bool as_signed = cast == CAST_NONE ? is_signed : cast == CAST_SIGNED;
        int64_t k = cut(s.plus, s.bits, as_signed);
        bool beyond = !is_signed && k < 0 && bits_of(f, value) >= 64;
        if (beyond) /* no whole number of 64 bits */
            return (struct number){.root = value};
        return (struct number){.root = RIR_NONE,
                               .more = is_signed ? k : cut(k, bits_of(f, value), false)};
    }
    if (cast == CAST_SIGNED && !is_signed)
        return (struct number){.root = value};
    return (struct number){s.root, s.plus, cast == CAST_NONE ? is_signed : cast == CAST_SIGNED, 0};
}

int64_t number_least(uint16_t bits, bool is_signed)
{
    if (!is_signed)
        return 0;
    return bits >= 64 ? INT64_MIN : -((int64_t)1 << (bits - 1));
}

int64_t number_greatest(uint16_t bits, bool is_signed)
{
    if (bits >= 64)
        return INT64_MAX;
    return ((int64_t)1 << (is_signed ? bits - 1 : bits)) - 1;
}
