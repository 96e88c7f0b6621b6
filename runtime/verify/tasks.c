/* Tasks and their numbers.
 *
 * A table of as many tasks as there are numbers. A number is used again only after a sweep of
 * all tags, and a sweep is made when there are none left: so a tag always names the task that
 * put it there, or one that inherited from it.
 *
 * R6 (heirs). heir[t] is t while t runs and until it is joined; then who joined it. Following
 *    heirs ends at a task that was not joined. What t owned is its heir's, found out when
 *    somebody touches it.
 *
 * R7 (sweep). A sweep replaces each tag of a joined task by its heir, in the shadow, in split
 *    granules and in loans; only then its number is free. If too few were joined, those that
 *    have ended count as joined by main: a thread that is detached is never joined. A join that
 *    comes after that finds nothing. */
#include "tasks.h"

#include "loans.h"
#include "needed.h"
#include "splits.h"
#include "statics.h"
#include "thread.h"

_Atomic bool tasks_active;
static struct lock lock;

static struct task *table;
static struct task *open_tasks;
enum { HANDLE_BITS = 12 };
static struct task *by_handle[1 << HANDLE_BITS];
static tag last_number, free_numbers[TAG_LAST_TASK + 1];
static unsigned free_count;
static uint64_t last_serial;
static _Atomic unsigned running;

void tasks_hold(void)
{
    lock_take(&lock);
    thread_me.holds_tasks = true;
}

void tasks_release(void)
{
    thread_me.holds_tasks = false;
    lock_give(&lock);
}

bool tasks_held(void)
{
    return thread_me.holds_tasks;
}

void tasks_reset_lock(void)
{
    thread_me.holds_tasks = false;
    lock_reset(&lock);
}

void tasks_activate(void)
{
    if (atomic_load_explicit(&tasks_active, memory_order_acquire))
        return;
    if (!needed_nothing())
        shadow_map();
    tasks_hold();
    if (table == NULL) {
        struct task *t = prim_reserve(0, sizeof(struct task) * (TAG_LAST_TASK + 1));
        if (t == NULL)
            prim_die("no memory for the table of tasks");
        t[0].state = TASK_RUNS;
        table = t;
    }
    tasks_release();
    if (needed_nothing())
        return;
    statics_refresh();
    atomic_store_explicit(&tasks_active, true, memory_order_release);
}

struct task *tasks_of(tag number)
{
    return &table[number];
}

tag tasks_owner(tag number)
{
    tag heir;
    while ((heir = atomic_load_explicit(&table[number].heir, memory_order_relaxed)) != number)
        number = heir;
    return number;
}

bool tasks_is_open(tag number)
{
    return number != TAG_MAIN &&
           atomic_load_explicit(&table[number].heir, memory_order_relaxed) == number;
}

bool tasks_ended(tag number)
{
    return atomic_load(&table[number].state) == TASK_ENDED;
}

uint64_t tasks_serial(tag number)
{
    return table[number].serial;
}

unsigned tasks_running(const struct task *but)
{
    unsigned n = atomic_load(&running);
    return but == NULL || but->number == TAG_MAIN ? n : n - 1;
}

uint64_t tasks_started(void)
{
    return last_serial;
}

/* ---- numbers ---- */

static void unlink_handle(struct task *t)
{
    if (t->link_handle == NULL)
        return;
    *t->link_handle = t->next_handle;
    if (t->next_handle != NULL)
        t->next_handle->link_handle = t->link_handle;
    t->link_handle = NULL;
}

static struct task **bucket_of(uint64_t handle)
{
    return &by_handle[handle * 0x9e3779b97f4a7c15u >> (64 - HANDLE_BITS)];
}

void tasks_set_handle(struct task *t, uint64_t handle)
{
    unlink_handle(t);
    struct task **bucket = bucket_of(handle);
    t->handle = handle;
    t->next_handle = *bucket;
    t->link_handle = bucket;
    if (*bucket != NULL)
        (*bucket)->link_handle = &t->next_handle;
    *bucket = t;
}

static void close_task(struct task *t)
{
    unlink_handle(t);
    if (t->link_open == NULL)
        return;
    *t->link_open = t->next_open;
    if (t->next_open != NULL)
        t->next_open->link_open = t->link_open;
    t->link_open = NULL;
}

static unsigned count_joined(void)
{
    unsigned n = 0;
    for (unsigned i = 1; i <= last_number; i++)
        n += atomic_load(&table[i].state) == TASK_JOINED;
    return n;
}

/* Gives a number to use, after a sweep: R7. */
static void recycle(void)
{
    if (count_joined() < TAG_LAST_TASK / 4)
        for (struct task *t = open_tasks, *next; t != NULL; t = next) {
            next = t->next_open;
            if (atomic_load(&t->state) == TASK_ENDED)
                tasks_join(t, TAG_MAIN);
        }
    shadow_sweep(tasks_owner);
    splits_sweep(tasks_owner);
    for (unsigned i = 1; i <= last_number; i++)
        if (atomic_load(&table[i].state) != TASK_JOINED)
            loans_sweep(&table[i], tasks_owner);
    for (unsigned i = 1; i <= last_number; i++)
        if (atomic_load(&table[i].state) == TASK_JOINED) {
            atomic_store(&table[i].state, TASK_FREE);
            free_numbers[free_count++] = (tag)i;
        }
}

static tag take_number(void)
{
    if (last_number < TAG_LAST_TASK)
        return ++last_number;
    if (free_count == 0)
        recycle();
    if (free_count == 0)
        prim_die("65,279 tasks run at once: there are no more numbers");
    return free_numbers[--free_count];
}

struct task *tasks_new(void)
{
    tag number = take_number();
    struct task *t = &table[number];
    *t = (struct task){.number = number, .serial = ++last_serial};
    atomic_store(&t->heir, number);
    atomic_store(&t->state, TASK_STARTING);
    t->next_open = open_tasks;
    t->link_open = &open_tasks;
    if (open_tasks != NULL)
        open_tasks->link_open = &t->next_open;
    open_tasks = t;
    atomic_fetch_add(&running, 1);
    return t;
}

void tasks_end(struct task *task)
{
    uint8_t is = atomic_load(&task->state);
    while (is == TASK_STARTING || is == TASK_RUNS)
        if (atomic_compare_exchange_weak(&task->state, &is, TASK_ENDED))
            atomic_fetch_sub(&running, 1);
}

void tasks_join(struct task *task, tag heir)
{
    tasks_end(task);
    loans_end(task, heir);
    atomic_store(&task->heir, heir);
    atomic_store(&task->state, TASK_JOINED);
    close_task(task);
}

struct task *tasks_by_handle(uint64_t handle)
{
    struct task *found = NULL;
    for (struct task *t = *bucket_of(handle); t != NULL; t = t->next_handle) {
        if (t->handle != handle)
            continue;
        if (handle != 0)
            return t;
        if (found != NULL)
            return NULL; /* two were started without a handle: which one is not known */
        found = t;
    }
    return found;
}

void tasks_each_open(void (*call)(struct task *, void *), void *context)
{
    for (struct task *t = open_tasks, *next; t != NULL; t = next) {
        next = t->next_open;
        call(t, context);
    }
}
