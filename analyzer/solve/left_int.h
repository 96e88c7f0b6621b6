/* Between left.c, left_main.c and left_tasks.c. */
#ifndef FBP_SOLVE_LEFT_INT_H
#define FBP_SOLVE_LEFT_INT_H

#include "solve/left.h"

enum { LEFT_UP = 16 };

struct left_way { /* the calls that lead to the start, the start first */
    struct left_use calls[LEFT_UP];
    uint32_t n;
};

/* left_main.c */
/* All uses of static objects by name; again: nothing. */
void left_index_uses(struct lefts *l);
/* The call by which the function is on the way to the start; NULL: it is not. */
const struct left_use *left_call_on(const struct left_way *way, uint32_t func);
/* The start may be made again while its task still runs. */
bool left_may_run_twice(struct lefts *l, const struct left_way *way, uint32_t object);
/* Can control get from the start to the instruction while the task may run? */
bool left_comes_after(struct lefts *l, uint32_t func, uint32_t start, uint32_t insn,
                      uint32_t object);
bool left_main_disturbs(struct lefts *l, uint32_t word, uint32_t own, const struct left_way *way);

/* left_shown.c: L-3: others may find the address of the object in memory. */
bool left_is_shown(struct lefts *l, uint32_t object, uint32_t own, const struct left_way *way);

/* left_tasks.c */
/* The index of the task that this start starts; RIR_NONE: not known. */
uint32_t left_task_of(const struct phase_a *a, const struct left_start *start);
bool left_other_task_gets_it(struct lefts *l, uint32_t word, uint32_t own,
                             const struct left_way *way);

#endif
