/* How addresses are computed from pointers, and what they stay in on the way. */
#ifndef FBP_SOLVE_STEPS_H
#define FBP_SOLVE_STEPS_H

#include "solve/body.h"

struct steps { /* how an address comes from a pointer */
    const struct rir_module *m;
    const struct rir_func *f;
    uint32_t root;     /* the pointer: a member's address, or what is computed no further */
    bool member;       /* the root is a member's */
    int64_t size;      /* of the member */
    int64_t item;      /* of its elements; 0: it is no array */
    int64_t bytes;     /* sum of the constant steps */
    int64_t longest;   /* unit of a variable step, or size of a struct whose member is meant */
    uint32_t constant; /* greatest divisor of the constant steps; 0: there are none */
    int64_t back;      /* the step back; 0: there is none */
    bool single;       /* it moves by single bytes */
    bool many;         /* in a loop, or from several places: the sum is not known */
    bool lost;
    uint32_t nseen, seen[8];
};

struct steps steps_to(const struct rir_module *m, const struct rir_func *f, uint32_t address);
/* The steps stay in an array that has elements of that size. */
bool steps_stay_by(const struct steps *w, int64_t item);
/* The member of a struct that an address stays in, whatever its variable steps are: the value that
 * is the member's address; RIR_NONE: none, or not found. */
uint32_t steps_member(const struct rir_module *m, const struct rir_func *f, uint32_t address);
/* What an address is computed from by constant steps alone: *bytes their sum; RIR_NONE: it is not.
 */
uint32_t steps_constant_base(const struct rir_func *f, uint32_t value, int64_t *bytes);

#endif
