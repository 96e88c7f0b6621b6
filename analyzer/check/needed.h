/* Which events of a program are needed (fbp-cc --fbp-checks=residual): W7. */
#ifndef FBP_CHECK_NEEDED_H
#define FBP_CHECK_NEEDED_H

#include "base/map.h"
#include "base/vec.h"
#include "solve/solve.h"

/* What instructions refer to, by rir_pos_key; those of one place are a list. */
struct needed_operand {
    uint32_t operand, part, next;
};

/* All zero: of no program. */
struct needed {
    struct map places; /* the first of each place, line and function */
    struct map noted;  /* parts of lines and functions */
    VEC(struct needed_operand) operands;
    VEC(bool) parts; /* those at which a check looks */
    bool any, all;   /* a check looks at some part; at what is not known */
};

/* Takes in a program that was solved, with its parts. */
void needed_learn(struct needed *n, const struct rir_module *m, const struct solve_result *r);
/* A check that is on, or what is not proved, may look at all that the instructions at a place refer
 * to; 0: the place is not known. */
void needed_by(struct needed *n, uint64_t key);
/* ... anywhere in a line or a function (inside.h). */
void needed_by_code(struct needed *n, uint64_t key);
/* Is an event needed that is about that operand of the instruction there? */
bool needed_is(const struct needed *n, uint64_t key, uint32_t operand);
void needed_free(struct needed *n);

#endif
