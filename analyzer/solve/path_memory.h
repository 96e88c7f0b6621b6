/* What lies in memory on one path: as far as it was written or read on this path itself. Memory is
 * addressed by a base, which is a term, and an offset. */
#ifndef FBP_SOLVE_PATH_MEMORY_H
#define FBP_SOLVE_PATH_MEMORY_H

#include "solve/path.h"

/* The term of what lies there, a new one if it is not known; `again`: what is read another time is
 * something else. */
uint32_t path_load(struct path *p, uint32_t address, int64_t size, bool again);
void path_store(struct path *p, uint32_t address, int64_t size, uint32_t term);
void path_fill(struct path *p, uint32_t address, int64_t size, bool zero);
void path_copy(struct path *p, uint32_t to, uint32_t from, int64_t size);
/* Something else may lie there now, by the call that is being run. */
void path_forget(struct path *p, uint32_t address, struct byte_range bytes);
/* The call that was run last has left a term in these bytes behind the pointer, if its result is
 * zero. */
void path_leave(struct path *p, uint32_t address, struct byte_range bytes, uint32_t term,
                uint32_t result);
/* What is known of what calls have left is known like anything else from now on. */
void path_settle(struct path *p);
/* Others may see the pointer from now on, and what can be reached from there. */
void path_escape(struct path *p, uint32_t term);

/* Some element of an array that was filled with zeros, and of which no element was changed since.
 */
bool path_is_zero_element(struct path *p, uint32_t base);
/* The cell that a read of these bytes finds; RIR_NONE: none. Then *hidden is the one because of
 * which nothing may be said, or RIR_NONE. */
uint32_t path_cell_at(struct path *p, uint32_t base, int64_t off, int64_t size, uint32_t *hidden);
/* Also used to tell a callee what the caller knows. */
void path_put_cell(struct path *p, struct path_cell c);

#endif
