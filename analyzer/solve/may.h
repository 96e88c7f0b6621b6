/* The numbers that a value may be: none (it never is computed), some that are listed, all that have
 * certain bits, or any. What is joined only grows, a few steps at most. Numbers are kept with their
 * sign extended, as in path_number.h. */
#ifndef FBP_SOLVE_MAY_H
#define FBP_SOLVE_MAY_H

#include "rir/rir.h"

enum { MAY_LISTED = 4 };

enum may_kind { MAY_NONE, MAY_SOME, MAY_BITS, MAY_ANY };

struct may {
    uint32_t kind, n; /* SOME: so many */
    union {
        int64_t list[MAY_LISTED];
        struct {
            uint64_t ones, zeros; /* BITS: these bits certainly are one, zero */
        };
    };
};

struct may may_any(void);
struct may may_number(int64_t n);
/* Adds what b may be to a; true: that has changed a. */
bool may_join(struct may *a, const struct may *b);

/* A number that both may be, as far as can be told. */
bool may_meet(const struct may *a, const struct may *b);
/* May it be zero; another number? Of what is never computed: neither. */
bool may_be_zero(const struct may *a);
bool may_be_nonzero(const struct may *a);

/* sub: enum rir_bin, rir_un, rir_pred; of operands and results of so many bits. */
struct may may_binary(uint8_t sub, uint32_t bits, const struct may *a, const struct may *b);
struct may may_unary(uint8_t sub, uint32_t from, uint32_t bits, const struct may *a);
struct may may_compared(uint8_t pred, const struct may *a, const struct may *b);

#endif
