/* Numbers that loops count with, and addresses that they walk along: a value and a constant. */
#ifndef FBP_SOLVE_NUMBER_H
#define FBP_SOLVE_NUMBER_H

#include "solve/flow.h"

enum cast { CAST_NONE, CAST_SIGNED, CAST_UNSIGNED };

/* root + plus, modulo 2^bits, as the program computes it; root RIR_NONE: the constant `plus`. */
struct sum {
    uint32_t root;
    int64_t plus;
    uint16_t bits;
};

/* A whole number: the value of a sum, read as a signed or an unsigned one, and `more`, which does
 * not wrap round. */
struct number {
    uint32_t root; /* of the sum; RIR_NONE: the constant `more` */
    int64_t plus;  /* of the sum */
    bool is_signed;
    int64_t more;
};

/* What the number was before it was made wider, and how that was done. */
uint32_t number_before_cast(const struct rir_func *f, uint32_t value, enum cast *cast);
bool number_is_constant(const struct rir_func *f, uint32_t value, int64_t *k);
struct sum number_sum(const struct rir_func *f, uint32_t value);

/* It computes its result of its operands alone. */
bool number_is_pure(const struct rir_insn *in);

/* Two values are the same wherever both are known: computed alike of the same ones, which SSA does
 * not change in between. (Of the values of another trip of a loop that says nothing.) */
bool number_alike(const struct rir_func *f, uint32_t a, uint32_t b);

/* The value as a whole number. */
struct number number_of(const struct rir_func *f, uint32_t value, bool is_signed);

/* Rounded down; b > 0. */
static inline int64_t number_floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

/* Least and greatest number of so many bits. */
int64_t number_least(uint16_t bits, bool is_signed);
int64_t number_greatest(uint16_t bits, bool is_signed); /* INT64_MAX where it is beyond */

#endif
