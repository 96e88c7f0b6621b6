/* Tasks begin and end: the events of the ABI.
 *
 * A start call of instrumented code passes __fbp_run in place of the task's function, and in
 * place of the argument the task that __fbp_start made; so the thread that runs it knows what it
 * is. A pool's thread may run many, one after another, and is nobody in between. FBP_TASK
 * functions that were called by code that is not ours announce themselves.
 *
 * R14 (loan). Between __fbp_start and the join the argument and what it leads to is the new
 *    task's; a start that failed gives it back at once.
 *
 * R15 (left). A task ends when its function returns, when its thread ends (pthread_exit,
 *    cancellation), or when somebody jumps out of it: that is seen at the next event or slow
 *    check on the thread, since its frame is gone. */
#include "abi.h"
#include "doubts.h"
#include "leaks.h"
#include "loans.h"
#include "move.h"
#include "needed.h"
#include "thread.h"

#define CALLER ((uintptr_t)__builtin_return_address(0))
#define FRAME ((uintptr_t)__builtin_frame_address(0))

static tag self_or_main(void)
{
    return thread_me.kind == THREAD_TASK ? __fbp_self : TAG_MAIN;
}

void *__fbp_start(void *function, void *argument, uint64_t form, const struct fbp_type *type,
                  const char *through)
{
    struct move m;
    tasks_activate();
    bool entered = thread_enter();
    tasks_hold();
    struct task *t = tasks_new();
    t->function = function;
    t->argument = argument;
    t->through = through;
    t->place = CALLER;
    t->starter = thread_me.task == NULL ? 0 : thread_me.task->serial;
    move_begin(&m, HOW_LENT, (uintptr_t)argument, CALLER, through);
    t->packet = m.packet;
    m.to = t;
    if (form == FBP_FORM_UNKNOWN)
        form = doubts_passed((uintptr_t)argument);
    m.element = form != FBP_FORM_WHOLE && form != FBP_FORM_UNKNOWN;
    if (form != FBP_FORM_NONE)
        move_packet(&m, form, type);
    tasks_release();
    if (m.problems > 0)
        report(&m.problem);
    if (entered)
        thread_leave();
    return t;
}

void __fbp_started(void *start, uint64_t handle, const void *where, int success)
{
    struct task *t = start;
    bool entered = thread_enter();
    tasks_hold();
    if (!success) {
        tasks_join(t, self_or_main());
    } else {
        struct task *old = handle != 0 ? tasks_by_handle(handle) : NULL;
        if (old != NULL && old != t) /* its handle is another's now: nobody can join it */
            tasks_join(old, TAG_MAIN);
        tasks_set_handle(t, handle);
        t->handle_at = (uintptr_t)where;
    }
    tasks_release();
    if (entered)
        thread_leave();
}

void __fbp_joined(uint64_t handle)
{
    if (!atomic_load_explicit(&tasks_active, memory_order_relaxed) && !needed_nothing())
        return;
    bool entered = thread_enter();
    tasks_hold();
    struct task *t = tasks_by_handle(handle);
    if (t != NULL)
        tasks_join(t, self_or_main());
    tasks_release();
    if (entered)
        thread_leave();
}

/* ---- on the thread that runs it ---- */

static void begin(struct task *t, uintptr_t frame)
{
    t->frame = frame;
    t->outer = thread_me.task;
    t->outer_kind = (uint8_t)thread_me.kind;
    uint8_t is = TASK_STARTING;
    atomic_compare_exchange_strong(&t->state, &is, TASK_RUNS);
    thread_becomes(THREAD_TASK, t);
}

static void end(struct task *t)
{
    thread_becomes(t->outer_kind, t->outer);
    if (!t->by_entry) {
        tasks_end(t);
        return;
    }
    tasks_hold();
    tasks_join(t, self_or_main());
    tasks_release();
}

void thread_prune(uintptr_t frame)
{
    struct task *t;
    while ((t = thread_me.task) != NULL && t->frame != 0 && t->frame < frame &&
           thread_owns(t->frame) && thread_owns(frame))
        end(t);
}

void *__fbp_run(void *start)
{
    struct task *t = start;
    void *(*function)(void *) = (void *(*)(void *))(uintptr_t)t->function;
    void *argument = t->argument;
    bool entered = thread_enter();
    thread_prune(FRAME);
    begin(t, FRAME);
    if (entered)
        thread_leave();
    void *result = function(argument);
    entered = thread_enter();
    if (thread_me.task == t) {
        leaks_report(t, (uintptr_t)t->function + 1, FRAME, result);
        end(t);
    }
    if (entered)
        thread_leave();
    return result;
}

void __fbp_enter(void *function)
{
    tasks_activate();
    bool entered = thread_enter();
    thread_prune(FRAME);
    struct task *t = thread_me.task;
    if (t != NULL && t->function == function) {
        if (t->entered)
            t->nested++;
        t->entered = true;
    } else {
        tasks_hold();
        t = tasks_new();
        t->function = function;
        t->place = CALLER;
        t->starter = thread_me.task == NULL ? 0 : thread_me.task->serial;
        t->by_entry = t->entered = true;
        tasks_release();
        begin(t, FRAME);
    }
    if (entered)
        thread_leave();
}

void __fbp_leave(void)
{
    bool entered = thread_enter();
    struct task *t = thread_me.task;
    if (t != NULL && t->nested > 0) {
        t->nested--;
    } else if (t != NULL && t->by_entry) {
        leaks_report(t, CALLER, FRAME, NULL);
        end(t);
    }
    if (entered)
        thread_leave();
}

/* ---- frames ---- */

struct frame {
    uintptr_t low, high;
};

static void frame_ends(struct task *t, void *context)
{
    const struct frame *f = context;
    if (t->loans != NULL)
        loans_frame_end(t, f->low, f->high);
}

void __fbp_frame_end(const void *low, const void *high)
{
    struct frame f = {(uintptr_t)low, (uintptr_t)high};
    if (atomic_load_explicit(&loans_on_stacks, memory_order_relaxed) == 0)
        return;
    bool entered = thread_enter();
    tasks_hold();
    tasks_each_open(frame_ends, &f);
    tasks_release();
    if (entered)
        thread_leave();
}
