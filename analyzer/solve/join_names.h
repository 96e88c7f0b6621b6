/* Objects are named by the variable that refers to them where states are joined: join_names.c. */
#ifndef FBP_SOLVE_JOIN_NAMES_H
#define FBP_SOLVE_JOIN_NAMES_H

#include "solve/body.h"

struct join_names { /* the state as it was */
    set_id *vals;
    struct state state;
};

/* Gives objects the names that they have behind the edge; false: there is nothing to do, nor to
 * end. */
bool join_names_begin(struct env *e, uint32_t from, uint32_t side, uint32_t to,
                      struct join_names *saved);
/* The state is again what it was before. */
void join_names_end(struct env *e, struct join_names *saved);

/* body.c: what a value refers to behind the edge, and what a phi gets there (RIR_NONE: nothing) */
set_id edge_value(struct env *e, uint32_t from, uint32_t side, uint32_t value);
uint32_t edge_phi_input(const struct rir_insn *phi, uint32_t from);

#endif
