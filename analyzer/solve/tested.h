/* Which numbers a function tests, returns or hands on, and where it still will: only there are
 * facts about them worth keeping states apart. Computed once per function. */
#ifndef FBP_SOLVE_TESTED_H
#define FBP_SOLVE_TESTED_H

#include "solve/flow.h"

struct tested {
    uint32_t nvalues;
    uint32_t *index; /* per value: its bit, or RIR_NONE: no facts are kept about it */
    uint32_t nindex, words;
    uint64_t *after;  /* per block: the values that are still tested after its phis */
    bool *counted;    /* per value: a phi that arithmetic gets into */
    bool *boolean;    /* per value: an integer that is 0 or 1 */
    uint64_t *params; /* per function: the parameters that its exits tell apart */
};

/* `params`: per function, a bit for each IR parameter (of the first 64) that its own tests depend
 * on and for which some call passes a number or an address that is known. */
struct tested *tested_new(const struct rir_module *m, const struct flow *w, uint64_t *params);
void tested_free(struct tested *t);
uint64_t *tested_parameters(const struct rir_module *m, struct flow *const *flows,
                            struct arena *arena);

bool tested_has_facts(const struct tested *t, uint32_t value);
bool tested_is_boolean(const struct tested *t, uint32_t value);
bool tested_after(const struct tested *t, uint32_t block, uint32_t value);
/* An exit of the function says what it knows of this parameter. */
bool tested_tells_apart(const struct tested *t, uint32_t func, uint32_t param);

#endif
