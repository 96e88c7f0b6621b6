/* For how many functions a call through a pointer may be meant, and who makes calls of a function:
 * evidence only (B-V7). */
#ifndef FBP_SOLVE_MEANT_H
#define FBP_SOLVE_MEANT_H

#include "solve/status.h"

struct meant_known {  /* answers so far, of one program; zero is an empty one */
    struct map fits;  /* body of the caller and instruction -> how many callees fit by type */
    uint8_t *runners; /* per function: has one runner, NOT_ASKED, YES or NO */
};
void meant_free(struct meant_known *known);

/* How many functions a call may be meant for, 0: not for the one that `r` names; *operand: the
 * pointer, RIR_NONE: nothing is known. *complete: it can go to no other one. */
uint32_t meant_for(struct meant_known *known, const struct contexts *x, const struct body *b,
                   const struct call_rec *r, uint32_t *operand, bool *complete);

/* A call by name of what a resolver chooses when the program is loaded. */
bool meant_calls_ifunc(const struct rir_module *m, const struct rir_insn *in);

/* One task, and not main, ever makes calls of this function; or main alone. Copies of a function
 * are that function. */
bool meant_one_runner(struct meant_known *known, const struct contexts *x, uint32_t func);

#endif
