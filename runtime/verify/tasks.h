/* Tasks: numbers, and who has what a task left behind. */
#ifndef FBP_VERIFY_TASKS_H
#define FBP_VERIFY_TASKS_H

#include "prim.h"
#include "shadow.h"

enum task_state { TASK_FREE, TASK_STARTING, TASK_RUNS, TASK_ENDED, TASK_JOINED };

struct loan;

/* Lent to it, of which only a part is sure (doubts.h): R23. */
struct doubt {
    uintptr_t low, high, sure_low, sure_high;
};

struct task {
    tag number;
    _Atomic tag heir; /* itself, or who has what it owned: R6 */
    _Atomic uint8_t state;
    bool exempt_set; /* it was lent part of a stack of unknown extent */
    uint64_t serial; /* never used again; shown as #serial. main is 0 */
    uint64_t starter;
    void *function, *argument;
    uint64_t handle;
    uintptr_t handle_at; /* where the starter keeps it; 0: nowhere */
    uintptr_t place;     /* the call that started it */
    const char *through;
    uint64_t packet; /* names the loan among the sends */
    uintptr_t exempt_low, exempt_high;
    struct loan *loans;
    struct doubt doubt;
    uintptr_t frame; /* below it on the stack the task runs; who jumps over it has left: R15 */
    struct task *outer;
    uint8_t outer_kind;
    bool by_entry;   /* it began at the entry of an FBP_TASK function */
    bool entered;    /* that entry was already seen: a call of itself is no new task */
    unsigned nested; /* such calls */
    struct task *next_open, **link_open;     /* those not joined, */
    struct task *next_handle, **link_handle; /* ... and those of a handle, or nearly so */
};

/* Anything is stamped at all: a task was started, a packet sent or frozen. */
extern _Atomic bool tasks_active;
void tasks_activate(void);

/* Under this lock tasks start and end, and loans are made and end. */
void tasks_hold(void);
void tasks_release(void);
bool tasks_held(void); /* by this thread */
void tasks_reset_lock(void);

/* A new task, STARTING. The lock is held. Ends the program if 65,000 run at once. */
struct task *tasks_new(void);
struct task *tasks_of(tag number);
/* The task itself, or whoever has inherited its things. */
tag tasks_owner(tag number);
/* It was not joined: what it was lent is lent still. Not so of main. */
bool tasks_is_open(tag number);
/* It has returned and was not joined. */
bool tasks_ended(tag number);
uint64_t tasks_serial(tag number);
/* It has returned, or will never run. */
void tasks_end(struct task *task);
/* `heir` (a number) has joined it. The lock is held. */
void tasks_join(struct task *task, tag heir);
void tasks_set_handle(struct task *task, uint64_t handle);
/* The task that a join by this handle means; NULL: none. The lock is held. */
struct task *tasks_by_handle(uint64_t handle);
/* Those not joined; the lock is held. */
void tasks_each_open(void (*call)(struct task *, void *), void *context);
uint64_t tasks_started(void);
/* How many may be running beside the one given. */
unsigned tasks_running(const struct task *but);

#endif
