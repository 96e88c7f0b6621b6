/* Lists are computed with number by number. Where there are too many, what is left are the bits
 * that all of them agree on: enough for words of flags. */
#include "solve/may.h"

#include "solve/path_number.h"

struct may may_any(void)
{
    return (struct may){.kind = MAY_ANY};
}

struct may may_number(int64_t n)
{
    return (struct may){.kind = MAY_SOME, .n = 1, .list = {n}};
}

static struct may from_bits(uint64_t ones, uint64_t zeros)
{
    if (ones == 0 && zeros == 0)
        return may_any();
    return (struct may){.kind = MAY_BITS, .ones = ones, .zeros = zeros};
}

/* The bits that all agree on. */
static void agreed(const struct may *a, uint64_t *ones, uint64_t *zeros)
{
    *ones = *zeros = a->kind == MAY_ANY ? 0 : ~(uint64_t)0;
    if (a->kind == MAY_BITS) {
        *ones = a->ones;
        *zeros = a->zeros;
    }
    for (uint32_t i = 0; a->kind == MAY_SOME && i < a->n; i++) {
        *ones &= (uint64_t)a->list[i];
        *zeros &= ~(uint64_t)a->list[i];
    }
}

static bool is_listed(const struct may *a, int64_t n)
{
    uint32_t i = 0;
    while (i < a->n && a->list[i] != n)
        i++;
    return i < a->n;
}

static bool join_lists(struct may *a, const struct may *b)
{
    struct may all = *a;
    for (uint32_t i = 0; i < b->n; i++) {
        if (is_listed(&all, b->list[i]))
            continue;
        if (all.n == MAY_LISTED)
            return false;
        all.list[all.n++] = b->list[i];
    }
    *a = all;
    return true;
}

bool may_join(struct may *a, const struct may *b)
{
    uint64_t ones, zeros, more_ones, more_zeros;
    if (a->kind == MAY_ANY || b->kind == MAY_NONE)
        return false;
    if (a->kind == MAY_NONE) {
        *a = *b;
        return true;
    }
    if (a->kind == MAY_SOME && b->kind == MAY_SOME) {
        uint32_t n = a->n;
        if (join_lists(a, b))
            return a->n != n;
    }
    agreed(a, &ones, &zeros);
    agreed(b, &more_ones, &more_zeros);
    struct may all = from_bits(ones & more_ones, zeros & more_zeros);
    if (a->kind == MAY_BITS && all.kind == MAY_BITS && all.ones == a->ones && all.zeros == a->zeros)
        return false;
    *a = all;
    return true;
}

/* ---- questions ---- */

static bool may_be(const struct may *a, int64_t n)
{
    switch ((enum may_kind)a->kind) {
    case MAY_NONE:
        return false;
    case MAY_SOME:
        return is_listed(a, n);
    case MAY_BITS:
        return ((uint64_t)n & a->ones) == a->ones && ((uint64_t)n & a->zeros) == 0;
    default:
        return true;
    }
}

bool may_meet(const struct may *a, const struct may *b)
{
    if (a->kind == MAY_NONE || b->kind == MAY_NONE)
        return false;
    if (a->kind != MAY_SOME && b->kind != MAY_SOME) {
        uint64_t ones, zeros, more_ones, more_zeros;
        agreed(a, &ones, &zeros);
        agreed(b, &more_ones, &more_zeros);
        return (ones & more_zeros) == 0 && (zeros & more_ones) == 0;
    }
    const struct may *list = a->kind == MAY_SOME ? a : b;
    const struct may *other = list == a ? b : a;
    for (uint32_t i = 0; i < list->n; i++)
        if (may_be(other, list->list[i]))
            return true;
    return false;
}

bool may_be_zero(const struct may *a)
{
    return may_be(a, 0);
}

bool may_be_nonzero(const struct may *a)
{
    switch ((enum may_kind)a->kind) {
    case MAY_NONE:
        return false;
    case MAY_SOME:
        return a->n > 1 || a->list[0] != 0;
    case MAY_BITS:
        return a->zeros != ~(uint64_t)0;
    default:
        return true;
    }
}

/* ---- computed ---- */

/* Of two lists: every number of one with every number of the other. False: too many, or not one
 * that is computed. */
static bool each_pair(uint8_t sub, uint32_t bits, const struct may *a, const struct may *b,
                      struct may *out)
{
    *out = (struct may){.kind = MAY_NONE};
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++) {
            int64_t n;
            if (!number_bin(sub, bits, a->list[i], b->list[k], &n))
                return false;
            struct may one = may_number(n);
            may_join(out, &one);
        }
    return true;
}

struct may may_binary(uint8_t sub, uint32_t bits, const struct may *a, const struct may *b)
{
    uint64_t a_ones, a_zeros, b_ones, b_zeros;
    struct may out;
    if (a->kind == MAY_NONE || b->kind == MAY_NONE)
        return (struct may){.kind = MAY_NONE};
    if (a->kind == MAY_SOME && b->kind == MAY_SOME && each_pair(sub, bits, a, b, &out))
        return out;
    agreed(a, &a_ones, &a_zeros);
    agreed(b, &b_ones, &b_zeros);
    switch (sub) {
    case RIR_B_AND:
        return from_bits(a_ones & b_ones, a_zeros | b_zeros);
    case RIR_B_OR:
        return from_bits(a_ones | b_ones, a_zeros & b_zeros);
    case RIR_B_XOR:
        return from_bits((a_ones & b_zeros) | (a_zeros & b_ones),
                         (a_ones & b_ones) | (a_zeros & b_zeros));
    default:
        return may_any();
    }
}

static bool cast_number(uint8_t sub, uint32_t from, uint32_t bits, int64_t n, int64_t *out)
{
    if (sub != RIR_U_ZEXT && sub != RIR_U_SEXT && sub != RIR_U_TRUNC && sub != RIR_U_MOVE)
        return false;
    *out = sub == RIR_U_ZEXT ? (int64_t)number_low(n, from) : number_cut(n, bits);
    return true;
}

struct may may_unary(uint8_t sub, uint32_t from, uint32_t bits, const struct may *a)
{
    uint64_t a_ones, a_zeros;
    int64_t ones, zeros;
    struct may out = {.kind = MAY_NONE};
    if (a->kind == MAY_NONE || bits > 64 || from > 64)
        return a->kind == MAY_NONE ? out : may_any();
    if (a->kind != MAY_SOME) {
        agreed(a, &a_ones, &a_zeros);
        if (sub == RIR_U_ZEXT)
            return from_bits(number_low((int64_t)a_ones, from),
                             ~number_low((int64_t)~a_zeros, from));
        if (!cast_number(sub, from, bits, (int64_t)a_ones, &ones) ||
            !cast_number(sub, from, bits, (int64_t)a_zeros, &zeros))
            return may_any();
        return from_bits((uint64_t)ones, (uint64_t)zeros);
    }
    for (uint32_t i = 0; i < a->n; i++) {
        int64_t n;
        if (!cast_number(sub, from, bits, a->list[i], &n))
            return may_any();
        struct may one = may_number(n);
        may_join(&out, &one);
    }
    return out;
}

/* True is -1, as a number of one bit. */
struct may may_compared(uint8_t pred, const struct may *a, const struct may *b)
{
    struct may yes = may_number(-1), no = may_number(0), out = {.kind = MAY_NONE};
    if (a->kind == MAY_NONE || b->kind == MAY_NONE)
        return out;
    bool is_true = true, is_false = true;
    if (a->kind == MAY_SOME && b->kind == MAY_SOME && pred <= RIR_P_SLE) {
        is_true = is_false = false;
        for (uint32_t i = 0; i < a->n; i++)
            for (uint32_t k = 0; k < b->n; k++)
                *(number_compare(pred, a->list[i], b->list[k]) ? &is_true : &is_false) = true;
    } else if (pred == RIR_P_EQ || pred == RIR_P_NE) {
        *(pred == RIR_P_EQ ? &is_true : &is_false) = may_meet(a, b);
    }
    if (is_true)
        may_join(&out, &yes);
    if (is_false)
        may_join(&out, &no);
    return out;
}
