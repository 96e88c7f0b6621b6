/* The thread that runs: what it is, and whether it is inside the run time. */
#ifndef FBP_VERIFY_THREAD_H
#define FBP_VERIFY_THREAD_H

#include <stddef.h>

#include "abi.h"
#include "shadow.h"

struct task;

enum thread_kind {
    THREAD_UNKNOWN, /* nobody announced it: what it does is not checked, and counted */
    THREAD_MAIN,
    THREAD_TASK,
};

/* What the memory of its stack is beside: R24. */
enum thread_stack { STACK_UNKNOWN, STACK_PLAIN, STACK_IN_OTHER };

struct thread {
    uint64_t accepted; /* see thread_accepted; these three are where the gate knows them to be */
    uintptr_t low,
        high; /* its stack, with the thread-local variables of the program; 0: not known */
    enum thread_kind kind;
    bool inside;       /* the run time works for it right now */
    bool listed;       /* others can see its stack */
    bool holds_tasks;  /* ... and it is in tasks_hold */
    struct task *task; /* NULL: main, or unknown */
    uintptr_t claimed; /* from here on its stack has the task's tag where it was touched: R24 */
    enum thread_stack stack;
    struct thread *next, **link;
};

extern _Thread_local struct thread thread_me __attribute__((tls_model("initial-exec")));

/* What its allocations are stamped with. */
static inline tag thread_stamp(void)
{
    return thread_me.kind == THREAD_UNKNOWN ? TAG_UNCLAIMED : __fbp_self;
}

/* R5 (inside). Between the two the thread is in the run time; a signal that comes meanwhile does
 * not get in: what its handler does goes unchecked, and is counted. So no lock of ours is ever
 * waited for by who holds it. */
bool thread_enter(void);
void thread_leave(void);

/* The current thread is `task` (NULL with kind MAIN: main) from now on. */
void thread_becomes(enum thread_kind kind, struct task *task);
/* A stack of a thread that is known: its owner's tag. `low`, `high` may be NULL. */
bool thread_stack_at(uintptr_t address, tag *owner, uintptr_t *low, uintptr_t *high);
/* Where frames may lie elsewhere, too (beside AddressSanitizer): whether the address is in one of
 * this thread. */
extern bool (*thread_owns_too)(uintptr_t address);
static inline bool thread_owns(uintptr_t address)
{
    return (address >= thread_me.low && address < thread_me.high) ||
           (thread_owns_too != NULL && thread_owns_too(address));
}
/* Tasks of this thread that were left by a jump over their frames end: R15. */
void thread_prune(uintptr_t frame);
/* The caller is below the frame of a function that is believed (E5): of a trusted one or, where
 * packets are concerned, of one that hands over by itself. */
static inline bool thread_believes(bool packets)
{
    uintptr_t frame = (uintptr_t)__builtin_frame_address(0);
    return frame < __fbp_believed[0] || (packets && frame < __fbp_believed[1]);
}
/* Violations that were found in places where their kind is accepted, of all threads; where that is
 * known of the place alone (R55), the first of each. */
uint64_t thread_accepted(void);
void thread_before_fork(void);
/* In the child of a fork. */
void thread_alone(void);

/* Counted for verbosity=1. */
extern _Atomic unsigned long thread_unchecked;

#endif
