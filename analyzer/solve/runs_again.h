/* Which blocks have to be run again, for runs.c: those that use a value that has changed, read
 * memory that has, call what returns something else now, or come behind a block that runs by now.
 */
#ifndef FBP_SOLVE_RUNS_AGAIN_H
#define FBP_SOLVE_RUNS_AGAIN_H

#include "solve/runs.h"

/* Before a block of the function is run. */
void again_prepare(struct runs *r, uint32_t func);
void again_block(struct runs *r, uint32_t func, uint32_t block);
/* Those that use the value. */
void again_users(struct runs *r, uint32_t func, uint32_t value);
/* Those that read memory; that call something. */
void again_readers(struct runs *r, uint32_t func);
void again_callers(struct runs *r, uint32_t func);
/* Does it have to be run? From now on it does not; when it is run for the first time, what comes
 * behind it has to be. */
bool again_take(struct runs *r, uint32_t func, uint32_t block);
/* Blocks that a jump back leads around again: from the first to which there is one, to the last
 * from which there is one. None: they begin and end behind all. */
void again_find_repeated(const struct rir_func *f, uint32_t *first, uint32_t *end);
/* Nothing will be run any more. */
void again_forget(struct runs *r);

#endif
