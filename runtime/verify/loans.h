/* What was lent to a task and is no block of its own: elements, parts of a stack, static objects.
 */
#ifndef FBP_VERIFY_LOANS_H
#define FBP_VERIFY_LOANS_H

#include "tasks.h"

enum loan_kind { LOAN_HEAP, LOAN_STACK, LOAN_STATIC };

struct loan {
    struct loan *next;
    uintptr_t low, high;
    tag before; /* whose it was */
    uint8_t kind;
};

/* How many there are of LOAN_STACK. */
extern _Atomic unsigned long loans_on_stacks;

/* All with tasks_hold. */
void loans_make(struct task *to, enum loan_kind kind, uintptr_t low, uintptr_t high, tag before);
void loans_end(struct task *of, tag heir);
void loans_sweep(struct task *of, tag (*change)(tag));
/* Nothing on the stack in [low, high) is lent any more. */
void loans_frame_end(struct task *of, uintptr_t low, uintptr_t high);

/* The task's loan that the byte is in. */
bool loans_at(uintptr_t address, tag number, struct loan *found);

#endif
