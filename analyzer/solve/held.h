/* Who holds an object: how many cells of memory refer to it, and which one. held.c. */
#ifndef FBP_SOLVE_HELD_H
#define FBP_SOLVE_HELD_H

#include "solve/body.h"

/* The value is about to be put there; once: into one cell, and no more often than once. */
void held_put(struct env *e, struct target p, set_id value, bool strong, bool once);
/* ... and was; before: what the one cell held, if that is so. */
void held_was_put(struct env *e, set_id before);
/* From now on the objects, and all below them, may be referred to from anywhere. */
void held_share(struct env *e, set_id value);
/* ... the objects of the mark of a callee, which has made more references to them. */
void held_share_these(struct env *e, set_id objects);

/* The load is about to be executed: what it loaded before is one of the earlier ones. */
void held_begin_load(struct env *e, uint32_t insn);
/* What the load finds is one object, with a name of its own, if that can be known (B-A3). */
set_id held_load(struct env *e, uint32_t insn, set_id ptr, set_id held);
/* The cell that the store replaces does not hold any more what was loaded from it (B-A4). */
void held_replace(struct env *e, uint32_t insn, set_id ptr);
/* One cell of an object that nobody else can get at: what is stored there replaces, however it is
 * done. */
bool held_is_private(struct env *e, set_id ptr);

#endif
