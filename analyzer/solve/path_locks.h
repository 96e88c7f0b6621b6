/* Which locks a path holds, as far as they are told apart for sure: variables, and members of
 * objects of which there is only one. A task that holds a lock does not get it by trying. */
#ifndef FBP_SOLVE_PATH_LOCKS_H
#define FBP_SOLVE_PATH_LOCKS_H

#include "solve/path.h"

/* A call of the function that is searched: after its result got a value. */
void path_locks_call(struct path *p, const struct rir_insn *in);
/* Held when the function begins. */
void path_locks_enter(struct path *p, uint32_t lock);
/* Lists what is held; returns how many there are, `most` at most. */
uint32_t path_locks_held(const struct path *p, uint32_t *out, uint32_t most);

#endif
