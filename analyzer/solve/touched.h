/* Which bytes of a static object does an access touch, as far as can be told? */
#ifndef FBP_SOLVE_TOUCHED_H
#define FBP_SOLVE_TOUCHED_H

#include "solve/body.h"

struct touched {
    struct target at; /* where it begins, or, with a stride, may begin */
    uint32_t size;    /* 0: not known */
    int64_t from, to; /* nothing outside of these bytes */
};

/* How many bytes an access touches; 0: not known. */
uint32_t touched_size(const struct body *b, const struct access *a);
/* `at`: a target in the static object; `operand`: the address in the function, or RIR_NONE. */
struct touched touched_by(const struct body *b, const struct access *a, uint32_t operand,
                          struct target at);
bool touched_meet(const struct touched *a, const struct touched *b);

#endif
