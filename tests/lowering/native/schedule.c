/* One thread at a time, in the interpreter's order.
 *
 * The thread that runs is the only one that does; it hands on where it has to wait, where it yields
 * and where it ends, and the next one is the first after it, by number, that can run. That is what
 * the interpreter does when it is asked to be sequential (interp.c), so races, too, end the same
 * way. Locks, conditions and semaphores are known by their addresses, as in interp_libc_thread.c:
 * waiting on a condition releases the mutex, hands on, and takes the mutex again. What the program
 * sees of threads otherwise (their handles, thread-specific data, results) is the C library's.
 *
 * All state belongs to the thread that runs. A thread ends in the destructor of a key of ours,
 * which is called a second time after those of the program. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "native.h"

enum { MAX_THREADS = 256, WORDS = 4096, MAX_TURNS = 100000 };

enum wait { NOTHING, JOIN, LOCK, SEMAPHORE, ALL };

struct thread {
    atomic_int turn;
    bool done;
    enum wait wait;
    const void *on; /* a thread, a lock or a semaphore */
    pthread_t handle;
    void *(*posix)(void *);
    int (*c11)(void *);
    void *arg;
};

static struct thread threads[MAX_THREADS];
static unsigned nthreads = 1, turns;
static _Thread_local unsigned self;
static pthread_key_t end_key;

unsigned native_self(void)
{
    return self;
}

static void *real(const char *name)
{
    void *f = dlsym(RTLD_NEXT, name);
    if (f == NULL)
        native_give_up();
    return f;
}

/* ---- numbers kept for addresses: who holds a lock, how much is in a semaphore ---- */

static struct {
    const void *at;
    long value;
} words[WORDS];

static long *word(const void *at)
{
    uintptr_t i = ((uintptr_t)at >> 3) % WORDS;
    for (unsigned n = 0; words[i].at != NULL && words[i].at != at; i = (i + 1) % WORDS)
        if (++n == WORDS)
            native_give_up();
    words[i].at = at;
    return &words[i].value;
}

/* ---- turns ---- */

static bool can_run(const struct thread *t)
{
    bool others = false;
    for (unsigned i = 0; i < nthreads; i++)
        others |= &threads[i] != t && !threads[i].done;
    switch (t->wait) {
    case JOIN:
        return ((const struct thread *)t->on)->done;
    case LOCK:
        return *word(t->on) == 0;
    case SEMAPHORE:
        return *word(t->on) > 0;
    case ALL:
        return !others;
    default:
        return !t->done;
    }
}

static void await_turn(struct thread *t)
{
    while (atomic_load(&t->turn) == 0)
        syscall(SYS_futex, &t->turn, FUTEX_WAIT, 0, NULL, NULL, 0);
    atomic_store(&t->turn, 0);
}

static void hand_on(void)
{
    struct thread *me = &threads[self], *next = NULL;
    if (++turns > MAX_TURNS)
        native_give_up();
    for (unsigned k = 1; k <= nthreads && next == NULL; k++)
        if (can_run(&threads[(self + k) % nthreads]))
            next = &threads[(self + k) % nthreads];
    if (next == NULL)
        _exit(DEADLOCK);
    if (next == me)
        return;
    atomic_store(&next->turn, 1);
    syscall(SYS_futex, &next->turn, FUTEX_WAKE, 1, NULL, NULL, 0);
    if (!me->done)
        await_turn(me);
}

static void wait_for(enum wait wait, const void *on)
{
    threads[self].wait = wait;
    threads[self].on = on;
    while (!can_run(&threads[self]))
        hand_on();
    threads[self].wait = NOTHING;
}

/* ---- threads ---- */

static void on_end(void *value)
{
    struct thread *t = &threads[self];
    if (value == &end_key) {
        pthread_setspecific(end_key, t);
        return;
    }
    t->done = true;
    hand_on();
}

__attribute__((constructor(101))) static void start(void)
{
    threads[0].handle = pthread_self();
    pthread_key_create(&end_key, on_end);
}

static void *run(void *arg)
{
    struct thread *t = arg;
    self = (unsigned)(t - threads);
    pthread_setspecific(end_key, &end_key);
    await_turn(t);
    return t->posix != NULL ? t->posix(t->arg) : (void *)(intptr_t)t->c11(t->arg);
}

static int create(pthread_t *handle, const pthread_attr_t *attr, const struct thread *as)
{
    static int (*create_really)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (create_really == NULL)
        *(void **)&create_really = real("pthread_create");
    if (nthreads == MAX_THREADS)
        native_give_up();
    struct thread *t = &threads[nthreads++];
    t->posix = as->posix;
    t->c11 = as->c11;
    t->arg = as->arg;
    int failed = create_really(&t->handle, attr, run, t);
    if (failed != 0)
        native_give_up();
    *handle = t->handle;
    return 0;
}

int pthread_create(pthread_t *handle, const pthread_attr_t *attr, void *(*f)(void *), void *arg)
{
    return create(handle, attr, &(struct thread){.posix = f, .arg = arg});
}

int thrd_create(thrd_t *handle, thrd_start_t f, void *arg)
{
    return create(handle, NULL, &(struct thread){.c11 = f, .arg = arg});
}

int pthread_join(pthread_t handle, void **result)
{
    static int (*join_really)(pthread_t, void **);
    if (join_really == NULL)
        *(void **)&join_really = real("pthread_join");
    for (unsigned i = 0; i < nthreads; i++)
        if (pthread_equal(threads[i].handle, handle))
            wait_for(JOIN, &threads[i]);
    return join_really(handle, result);
}

int thrd_join(thrd_t handle, int *result)
{
    void *v;
    int failed = pthread_join(handle, &v);
    if (result != NULL)
        *result = (int)(intptr_t)v;
    return failed == 0 ? thrd_success : thrd_error;
}

_Noreturn void pthread_exit(void *result)
{
    static void (*exit_really)(void *) __attribute__((noreturn));
    if (exit_really == NULL)
        *(void **)&exit_really = real("pthread_exit");
    if (self != 0)
        exit_really(result);
    wait_for(ALL, NULL); /* the process ends with its last thread */
    exit(0);
}

_Noreturn void thrd_exit(int result)
{
    pthread_exit((void *)(intptr_t)result);
}

static int yield(void)
{
    hand_on();
    return 0;
}

int sched_yield(void)
{
    return yield();
}

void thrd_yield(void)
{
    yield();
}

unsigned sleep(unsigned seconds)
{
    (void)seconds;
    return (unsigned)yield();
}

int usleep(useconds_t time)
{
    (void)time;
    return yield();
}

int nanosleep(const struct timespec *time, struct timespec *left)
{
    (void)time;
    (void)left;
    return yield();
}

/* ---- locks: 0, or the number of the thread that holds it, plus one ---- */

static bool take(const void *lock)
{
    if (*word(lock) != 0 && *word(lock) != (long)self + 1)
        return false;
    *word(lock) = (long)self + 1;
    return true;
}

static int lock(const void *at)
{
    while (!take(at))
        wait_for(LOCK, at);
    return 0;
}

static int try_lock(const void *at)
{
    return take(at) ? 0 : EBUSY;
}

static int set(const void *at, long value)
{
    *word(at) = value;
    return 0;
}

static int wait_on_condition(const void *mutex)
{
    set(mutex, 0);
    hand_on();
    return lock(mutex);
}

#define LOCKS(type, prefix, lock_, trylock, unlock)                                                \
    int prefix##_##lock_(type *at)                                                                 \
    {                                                                                              \
        return lock((const void *)at);                                                             \
    }                                                                                              \
    int prefix##_##trylock(type *at)                                                               \
    {                                                                                              \
        return try_lock((const void *)at);                                                         \
    }                                                                                              \
    int prefix##_##unlock(type *at)                                                                \
    {                                                                                              \
        return set((const void *)at, 0);                                                           \
    }

LOCKS(pthread_mutex_t, pthread_mutex, lock, trylock, unlock)
LOCKS(pthread_spinlock_t, pthread_spin, lock, trylock, unlock)
LOCKS(pthread_rwlock_t, pthread_rwlock, wrlock, trywrlock, unlock)
LOCKS(mtx_t, mtx, lock, trylock, unlock)

int pthread_rwlock_rdlock(pthread_rwlock_t *at)
{
    return lock(at);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *at)
{
    return try_lock(at);
}

int pthread_mutex_init(pthread_mutex_t *at, const pthread_mutexattr_t *attr)
{
    (void)attr;
    return set(at, 0);
}

int pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m)
{
    (void)c;
    return wait_on_condition(m);
}

int pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *until)
{
    (void)c;
    (void)until;
    return wait_on_condition(m);
}

int cnd_wait(cnd_t *c, mtx_t *m)
{
    (void)c;
    return wait_on_condition(m);
}

int pthread_once(pthread_once_t *control, void (*f)(void))
{
    if (*word(control) != 0)
        return 0;
    set(control, 1);
    f();
    return 0;
}

void call_once(once_flag *flag, void (*f)(void))
{
    pthread_once((pthread_once_t *)flag, f);
}

/* ---- semaphores ---- */

int sem_init(sem_t *at, int shared, unsigned value)
{
    (void)shared;
    return set(at, (long)value);
}

int sem_wait(sem_t *at)
{
    wait_for(SEMAPHORE, at);
    --*word(at);
    return 0;
}

int sem_trywait(sem_t *at)
{
    if (*word(at) > 0)
        return set(at, *word(at) - 1);
    errno = EAGAIN;
    return -1;
}

int sem_post(sem_t *at)
{
    return set(at, *word(at) + 1);
}

int sem_getvalue(sem_t *restrict at, int *restrict value)
{
    *value = (int)*word(at);
    return 0;
}
