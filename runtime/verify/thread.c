/* Threads: main, those that run a task, and others.
 *
 * Each thread that the run time knows is in a list with the bounds of its stack, as long as it
 * lives. glibc puts the static thread-local variables of a thread above its stack, in the same
 * piece of memory; main's are elsewhere and are never another task's business, since nothing is
 * stamped there. A thread's end is seen by a destructor of thread-specific data that asks to be
 * called again until nobody else's is left: destructors belong to their thread's task. */
#include "thread.h"

#include <limits.h>
#include <pthread.h>

#include "frames.h"
#include "prim.h"
#include "tasks.h"

_Thread_local uint16_t __fbp_self __attribute__((tls_model("initial-exec")));
_Thread_local uint64_t __fbp_believed[2] __attribute__((tls_model("initial-exec")));
_Thread_local struct fbp_passed __fbp_passed[FBP_PASSED] __attribute__((tls_model("initial-exec")));
_Thread_local struct thread thread_me __attribute__((tls_model("initial-exec")));
_Atomic unsigned long thread_unchecked;
bool (*thread_owns_too)(uintptr_t address);

static struct lock list_lock;
static struct thread *list;
static uint64_t accepted_by_ended, accepted_by_others; /* others: when the last fork began */
static pthread_key_t end_key;

bool thread_enter(void)
{
    if (thread_me.inside) {
        atomic_fetch_add_explicit(&thread_unchecked, 1, memory_order_relaxed);
        return false;
    }
    thread_me.inside = true;
    atomic_signal_fence(memory_order_seq_cst);
    return true;
}

void thread_leave(void)
{
    atomic_signal_fence(memory_order_seq_cst);
    thread_me.inside = false;
}

static void unlist(void)
{
    struct thread *me = &thread_me;
    if (!me->listed)
        return;
    lock_take(&list_lock);
    accepted_by_ended += me->accepted;
    me->accepted = 0;
    *me->link = me->next;
    if (me->next != NULL)
        me->next->link = me->link;
    me->listed = false;
    lock_give(&list_lock);
}

static void at_end(void *rounds)
{
    uintptr_t left = (uintptr_t)rounds;
    if (left > 1) {
        pthread_setspecific(end_key, (void *)(left - 1));
        return;
    }
    thread_me.inside = true;
    frames_forget(); /* R24 */
    if (thread_me.kind == THREAD_TASK)
        tasks_end(thread_me.task);
    unlist();
    thread_me.kind = THREAD_UNKNOWN;
    __fbp_self = TAG_MAIN;
    thread_me.task = NULL;
    thread_me.inside = false;
}

__attribute__((constructor(101))) static void make_key(void)
{
    pthread_key_create(&end_key, at_end);
}

static void find_stack(struct thread *me)
{
    pthread_attr_t attributes;
    void *low = NULL;
    size_t bytes = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return;
    if (pthread_attr_getstack(&attributes, &low, &bytes) == 0) {
        me->low = (uintptr_t)low;
        me->high = me->low + bytes;
    }
    pthread_attr_destroy(&attributes);
}

void thread_becomes(enum thread_kind kind, struct task *task)
{
    struct thread *me = &thread_me;
    frames_forget(); /* R24 */
    if (me->high == 0)
        find_stack(me);
    if (!me->listed && me->high != 0) {
        lock_take(&list_lock);
        me->next = list;
        me->link = &list;
        if (list != NULL)
            list->link = &me->next;
        list = me;
        me->listed = true;
        lock_give(&list_lock);
        if (kind == THREAD_TASK)
            pthread_setspecific(end_key, (void *)(uintptr_t)PTHREAD_DESTRUCTOR_ITERATIONS);
    }
    me->kind = kind;
    me->task = task;
    __fbp_self = task == NULL ? TAG_MAIN : task->number;
}

bool thread_stack_at(uintptr_t address, tag *owner, uintptr_t *low, uintptr_t *high)
{
    bool found = false;
    lock_take(&list_lock);
    for (struct thread *t = list; t != NULL && !found; t = t->next) {
        if (address < t->low || address >= t->high || t->kind == THREAD_UNKNOWN)
            continue;
        found = true;
        *owner = t->task == NULL ? TAG_MAIN : t->task->number;
        if (low != NULL)
            *low = t->low;
        if (high != NULL)
            *high = t->high;
    }
    lock_give(&list_lock);
    return found;
}

static uint64_t sum_accepted(const struct thread *but)
{
    uint64_t sum = 0;
    for (const struct thread *t = list; t != NULL; t = t->next)
        sum += t == but ? 0 : __atomic_load_n(&t->accepted, __ATOMIC_RELAXED);
    return sum;
}

uint64_t thread_accepted(void)
{
    lock_take(&list_lock);
    uint64_t sum = accepted_by_ended + sum_accepted(NULL);
    lock_give(&list_lock);
    return sum;
}

void thread_before_fork(void)
{
    lock_take(&list_lock);
    accepted_by_others = sum_accepted(&thread_me);
    lock_give(&list_lock);
}

void thread_alone(void)
{
    lock_reset(&list_lock);
    struct thread *me = &thread_me;
    accepted_by_ended += accepted_by_others;
    list = NULL;
    if (me->listed) {
        list = me;
        me->next = NULL;
        me->link = &list;
    }
}
