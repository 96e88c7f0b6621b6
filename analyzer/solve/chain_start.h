/* What is known when a task begins, from the call that starts it. */
#ifndef FBP_SOLVE_CHAIN_START_H
#define FBP_SOLVE_CHAIN_START_H

#include "solve/chain.h"

struct start_facts {
    struct entry_term argument;
    struct entry_param param;
    struct entry_left left[ENTRY_LEFT];
    struct entry_facts known; /* points to the above */
};

/* `funcs`: the functions of the chain, the task's own last. False: nothing is known. */
bool chain_start_facts(struct chains *c, struct link start, const uint32_t *funcs, uint32_t nfuncs,
                       struct start_facts *out);

#endif
