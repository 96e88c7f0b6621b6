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
bool join_names_begin(struct env *e, uint32_t from, uint32_t to, struct join_names *saved);
/* The state is again what it was before. */
void join_names_end(struct env *e, struct join_names *saved);

#endif
