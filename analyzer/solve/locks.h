/* Which locks are held where: hints for people who read findings. No verdict depends on them. */
#ifndef FBP_SOLVE_LOCKS_H
#define FBP_SOLVE_LOCKS_H

#include "solve/flow.h"
#include "solve/lock_path.h"
#include "solve/phase_a.h"

struct locks; /* opaque */

/* flows: per function, NULL where it is not analysed. NULL if the program takes no lock. The caller
 * frees with locks_free. */
struct locks *locks_run(const struct rir_module *m, const struct phase_a *a,
                        struct flow *const *flows);
void locks_free(struct locks *l); /* l may be NULL */

/* Locks surely held before an instruction of code that tasks run, or that main runs, whatever calls
 * led there: ids of paths, ascending, at most `max`. Locks in objects that only this function knows
 * are left out, unless the lock is a member of the very object that `address` (a value, or
 * RIR_NONE) points into: then it is a LOCK_MEMBER path. */
uint32_t locks_held(struct locks *l, bool task, uint32_t func, uint32_t insn, uint32_t address,
                    uint32_t *ids, uint32_t max);
const struct lock_path *locks_path(const struct locks *l, uint32_t id);

#endif
