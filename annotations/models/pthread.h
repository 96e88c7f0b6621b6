/* POSIX threads.
 *
 * Mutexes, condition variables, locks, barriers, keys and once flags are channels: operations on them use
 * the pointer as a value, and what is inside is the library's business.
 *
 * Thread-specific values live in memory of the thread's own task, as in an array with thread storage. A key's
 * destructor is described as a task that gets nothing from the creator of the key; it owns the value it is
 * called with.
 *
 * pthread_exit hands its argument to whoever joins; a join gives back all that the task could reach, so
 * nothing more is said. */
#ifndef FBP_MODEL_PTHREAD_H
#define FBP_MODEL_PTHREAD_H

#include "support.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>

typedef pthread_mutex_t pthread_mutex_t FBP_CHANNEL;
typedef pthread_cond_t pthread_cond_t FBP_CHANNEL;
typedef pthread_rwlock_t pthread_rwlock_t FBP_CHANNEL;
typedef pthread_barrier_t pthread_barrier_t FBP_CHANNEL;
typedef pthread_spinlock_t pthread_spinlock_t FBP_CHANNEL;
typedef pthread_once_t pthread_once_t FBP_CHANNEL;
typedef pthread_key_t pthread_key_t FBP_CHANNEL;

/* threads */
FBP_SPAWNS_IF(3, 4, "zero") FBP_HANDLE(1) FBP_WRITES(1) FBP_READS(2)
int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg);
FBP_JOINS FBP_HANDLE(1) FBP_RESULT_INTO(2) FBP_WRITES(2)
int pthread_join(pthread_t thread, void **result);
FBP_MODEL_JOINS_IF(EBUSY, "zero") FBP_HANDLE(1) FBP_RESULT_INTO(2) FBP_WRITES(2) FBP_NONDET
int pthread_tryjoin_np(pthread_t thread, void **result);
FBP_MODEL_JOINS_IF(ETIMEDOUT, "zero") FBP_HANDLE(1) FBP_RESULT_INTO(2) FBP_WRITES(2) FBP_READS(3) FBP_NONDET
int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *deadline);
FBP_MODEL_JOINS_IF(ETIMEDOUT, "zero") FBP_HANDLE(1) FBP_RESULT_INTO(2) FBP_WRITES(2) FBP_READS(4) FBP_NONDET
int pthread_clockjoin_np(pthread_t thread, void **result, clockid_t clock,
                         const struct timespec *deadline);
FBP_PURE FBP_MODEL_ENDS_TASK void pthread_exit(void *result) __attribute__((noreturn));
FBP_PURE int pthread_detach(pthread_t), pthread_equal(pthread_t, pthread_t),
    pthread_kill(pthread_t, int), pthread_setschedprio(pthread_t, int);
FBP_MODEL_STATE("concurrency") FBP_HIDDEN_STATE("glibc ignores it: leave it out") int pthread_setconcurrency(int);
FBP_MODEL_READS_STATE("concurrency") FBP_PURE int pthread_getconcurrency(void);
FBP_PURE FBP_MODEL_CANCELS int pthread_cancel(pthread_t);
FBP_MODEL_IDENTITY FBP_PURE FBP_NONDET pthread_t pthread_self(void);
FBP_PURE void pthread_testcancel(void);
FBP_PURE int pthread_yield(void);
FBP_WRITES(2) int pthread_setcancelstate(int, int *);
FBP_WRITES(2) FBP_MODEL_ENDS_ANYWHERE(1) int pthread_setcanceltype(int, int *);
FBP_READS(2) FBP_WRITES(3) int pthread_sigmask(int, const sigset_t *, sigset_t *);
FBP_READS(2) int pthread_setname_np(pthread_t, const char *);
FBP_WRITES(2) int pthread_getname_np(pthread_t, char *, size_t);
FBP_READS(3) int pthread_setaffinity_np(pthread_t, size_t, const cpu_set_t *);
FBP_WRITES(3) int pthread_getaffinity_np(pthread_t, size_t, cpu_set_t *);
FBP_READS(3) int pthread_setschedparam(pthread_t, int, const struct sched_param *);
FBP_WRITES(2) FBP_WRITES(3) int pthread_getschedparam(pthread_t, int *, struct sched_param *);
FBP_WRITES(2) int pthread_getcpuclockid(pthread_t, clockid_t *), pthread_getattr_np(pthread_t, pthread_attr_t *);
FBP_MODEL_READS_STATE("default attributes") FBP_WRITES(1) int pthread_getattr_default_np(pthread_attr_t *);
FBP_MODEL_STATE("default attributes") FBP_HIDDEN_STATE("set them before the first task is started, or pass attributes to pthread_create")
FBP_READS(1) int pthread_setattr_default_np(const pthread_attr_t *);
/* the handlers run in whichever task forks */
FBP_SPAWNS(1, 0) FBP_SPAWNS(2, 0) FBP_SPAWNS(3, 0)
int pthread_atfork(void (*)(void), void (*)(void), void (*)(void));

/* attributes: plain objects */
FBP_WRITES(1) int pthread_attr_init(pthread_attr_t *), pthread_attr_destroy(pthread_attr_t *),
    pthread_attr_setdetachstate(pthread_attr_t *, int), pthread_attr_setguardsize(pthread_attr_t *, size_t),
    pthread_attr_setinheritsched(pthread_attr_t *, int), pthread_attr_setschedpolicy(pthread_attr_t *, int),
    pthread_attr_setscope(pthread_attr_t *, int), pthread_attr_setstacksize(pthread_attr_t *, size_t);
FBP_WRITES(1) FBP_READS(2) int pthread_attr_setschedparam(pthread_attr_t *, const struct sched_param *),
    pthread_attr_setsigmask_np(pthread_attr_t *, const sigset_t *);
FBP_WRITES(1) FBP_READS(3) int pthread_attr_setaffinity_np(pthread_attr_t *, size_t, const cpu_set_t *);
FBP_KEEPS(2) FBP_WRITES(1) int pthread_attr_setstack(pthread_attr_t *, void *, size_t);
FBP_READS(1) FBP_WRITES(2) int pthread_attr_getdetachstate(const pthread_attr_t *, int *),
    pthread_attr_getguardsize(const pthread_attr_t *, size_t *),
    pthread_attr_getinheritsched(const pthread_attr_t *, int *),
    pthread_attr_getschedpolicy(const pthread_attr_t *, int *),
    pthread_attr_getscope(const pthread_attr_t *, int *),
    pthread_attr_getstacksize(const pthread_attr_t *, size_t *),
    pthread_attr_getschedparam(const pthread_attr_t *, struct sched_param *),
    pthread_attr_getsigmask_np(const pthread_attr_t *, sigset_t *);
FBP_READS(1) FBP_WRITES(3) int pthread_attr_getaffinity_np(const pthread_attr_t *, size_t, cpu_set_t *);
FBP_READS(1) FBP_WRITES(2) FBP_MODEL_NO_CODE(2) FBP_WRITES(3)
int pthread_attr_getstack(const pthread_attr_t *, void **, size_t *);

/* mutexes */
FBP_READS(2) int pthread_mutex_init(pthread_mutex_t *, const pthread_mutexattr_t *);
FBP_PURE int pthread_mutex_destroy(pthread_mutex_t *), pthread_mutex_lock(pthread_mutex_t *),
    pthread_mutex_unlock(pthread_mutex_t *), pthread_mutex_consistent(pthread_mutex_t *);
FBP_PURE FBP_NONDET int pthread_mutex_trylock(pthread_mutex_t *);
FBP_READS(2) FBP_NONDET int pthread_mutex_timedlock(pthread_mutex_t *, const struct timespec *);
FBP_READS(3) FBP_NONDET int pthread_mutex_clocklock(pthread_mutex_t *, clockid_t, const struct timespec *);
FBP_WRITES(2) int pthread_mutex_getprioceiling(const pthread_mutex_t *, int *);
FBP_WRITES(3) int pthread_mutex_setprioceiling(pthread_mutex_t *, int, int *);
FBP_WRITES(1) int pthread_mutexattr_init(pthread_mutexattr_t *), pthread_mutexattr_destroy(pthread_mutexattr_t *),
    pthread_mutexattr_settype(pthread_mutexattr_t *, int), pthread_mutexattr_setpshared(pthread_mutexattr_t *, int),
    pthread_mutexattr_setprotocol(pthread_mutexattr_t *, int),
    pthread_mutexattr_setprioceiling(pthread_mutexattr_t *, int),
    pthread_mutexattr_setrobust(pthread_mutexattr_t *, int);
FBP_READS(1) FBP_WRITES(2) int pthread_mutexattr_gettype(const pthread_mutexattr_t *, int *),
    pthread_mutexattr_getpshared(const pthread_mutexattr_t *, int *),
    pthread_mutexattr_getprotocol(const pthread_mutexattr_t *, int *),
    pthread_mutexattr_getprioceiling(const pthread_mutexattr_t *, int *),
    pthread_mutexattr_getrobust(const pthread_mutexattr_t *, int *);

/* condition variables */
FBP_READS(2) int pthread_cond_init(pthread_cond_t *, const pthread_condattr_t *);
FBP_PURE int pthread_cond_destroy(pthread_cond_t *), pthread_cond_signal(pthread_cond_t *),
    pthread_cond_broadcast(pthread_cond_t *), pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *);
FBP_READS(3) FBP_NONDET
int pthread_cond_timedwait(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
FBP_READS(4) FBP_NONDET
int pthread_cond_clockwait(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *);
FBP_WRITES(1) int pthread_condattr_init(pthread_condattr_t *), pthread_condattr_destroy(pthread_condattr_t *),
    pthread_condattr_setpshared(pthread_condattr_t *, int), pthread_condattr_setclock(pthread_condattr_t *, clockid_t);
FBP_READS(1) FBP_WRITES(2) int pthread_condattr_getpshared(const pthread_condattr_t *, int *),
    pthread_condattr_getclock(const pthread_condattr_t *, clockid_t *);

/* read-write locks, spin locks, barriers */
FBP_READS(2) int pthread_rwlock_init(pthread_rwlock_t *, const pthread_rwlockattr_t *);
FBP_PURE int pthread_rwlock_destroy(pthread_rwlock_t *), pthread_rwlock_rdlock(pthread_rwlock_t *),
    pthread_rwlock_wrlock(pthread_rwlock_t *), pthread_rwlock_unlock(pthread_rwlock_t *);
FBP_PURE FBP_NONDET int pthread_rwlock_tryrdlock(pthread_rwlock_t *), pthread_rwlock_trywrlock(pthread_rwlock_t *);
FBP_READS(2) FBP_NONDET int pthread_rwlock_timedrdlock(pthread_rwlock_t *, const struct timespec *),
    pthread_rwlock_timedwrlock(pthread_rwlock_t *, const struct timespec *);
FBP_READS(3) FBP_NONDET
int pthread_rwlock_clockrdlock(pthread_rwlock_t *, clockid_t, const struct timespec *),
    pthread_rwlock_clockwrlock(pthread_rwlock_t *, clockid_t, const struct timespec *);
FBP_WRITES(1) int pthread_rwlockattr_init(pthread_rwlockattr_t *), pthread_rwlockattr_destroy(pthread_rwlockattr_t *),
    pthread_rwlockattr_setpshared(pthread_rwlockattr_t *, int),
    pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *, int);
FBP_READS(1) FBP_WRITES(2) int pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *, int *),
    pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *, int *);
FBP_PURE int pthread_spin_init(pthread_spinlock_t *, int), pthread_spin_destroy(pthread_spinlock_t *),
    pthread_spin_lock(pthread_spinlock_t *), pthread_spin_unlock(pthread_spinlock_t *);
FBP_PURE FBP_NONDET int pthread_spin_trylock(pthread_spinlock_t *);
FBP_READS(2) int pthread_barrier_init(pthread_barrier_t *, const pthread_barrierattr_t *, unsigned);
FBP_PURE int pthread_barrier_destroy(pthread_barrier_t *), pthread_barrier_wait(pthread_barrier_t *);
FBP_WRITES(1) int pthread_barrierattr_init(pthread_barrierattr_t *), pthread_barrierattr_destroy(pthread_barrierattr_t *),
    pthread_barrierattr_setpshared(pthread_barrierattr_t *, int);
FBP_READS(1) FBP_WRITES(2) int pthread_barrierattr_getpshared(const pthread_barrierattr_t *, int *);

/* What is held afterwards. A lock that cannot be had (an error of the caller, a dead owner) is not told from one that
 * can; waiting for a condition gives the mutex back before it returns; a semaphore is no lock: anybody may post it. */
FBP_MODEL_ACQUIRES(1) int pthread_mutex_lock(pthread_mutex_t *), pthread_rwlock_wrlock(pthread_rwlock_t *),
    pthread_spin_lock(pthread_spinlock_t *);
FBP_MODEL_ACQUIRES_IF(1, "zero")
int pthread_mutex_trylock(pthread_mutex_t *), pthread_rwlock_trywrlock(pthread_rwlock_t *),
    pthread_spin_trylock(pthread_spinlock_t *), pthread_mutex_timedlock(pthread_mutex_t *, const struct timespec *),
    pthread_mutex_clocklock(pthread_mutex_t *, clockid_t, const struct timespec *),
    pthread_rwlock_timedwrlock(pthread_rwlock_t *, const struct timespec *),
    pthread_rwlock_clockwrlock(pthread_rwlock_t *, clockid_t, const struct timespec *);
FBP_MODEL_ACQUIRES_SHARED(1)
int pthread_rwlock_rdlock(pthread_rwlock_t *), pthread_rwlock_tryrdlock(pthread_rwlock_t *),
    pthread_rwlock_timedrdlock(pthread_rwlock_t *, const struct timespec *),
    pthread_rwlock_clockrdlock(pthread_rwlock_t *, clockid_t, const struct timespec *);
FBP_MODEL_RELEASES(1) int pthread_mutex_unlock(pthread_mutex_t *), pthread_rwlock_unlock(pthread_rwlock_t *),
    pthread_spin_unlock(pthread_spinlock_t *);

/* once, keys, clean-up */
FBP_CALLS(2, 0) int pthread_once(pthread_once_t *, void (*)(void));
FBP_SPAWNS(2, 0) FBP_WRITES(1) int pthread_key_create(pthread_key_t *, void (*)(void *));
FBP_PURE int pthread_key_delete(pthread_key_t);
FBP_MODEL_THREAD_VALUE(2) int pthread_setspecific(pthread_key_t, const void *);
FBP_MODEL_THREAD_VALUE(0) void *pthread_getspecific(pthread_key_t);
FBP_WRITES(1) void __pthread_register_cancel(__pthread_unwind_buf_t *),
    __pthread_unregister_cancel(__pthread_unwind_buf_t *);
FBP_READS(1) FBP_MODEL_ENDS_TASK void __pthread_unwind_next(__pthread_unwind_buf_t *) __attribute__((noreturn));

/* scheduling (sched.h) */
FBP_PURE int sched_yield(void), sched_get_priority_max(int), sched_get_priority_min(int),
    sched_getscheduler(pid_t);
FBP_PURE FBP_NONDET int sched_getcpu(void);
FBP_READS(3) int sched_setscheduler(pid_t, int, const struct sched_param *),
    sched_setaffinity(pid_t, size_t, const cpu_set_t *);
FBP_READS(2) int sched_setparam(pid_t, const struct sched_param *);
FBP_WRITES(2) int sched_getparam(pid_t, struct sched_param *), sched_rr_get_interval(pid_t, struct timespec *);
FBP_WRITES(3) int sched_getaffinity(pid_t, size_t, cpu_set_t *);
FBP_READS(2) int __sched_cpucount(size_t, const cpu_set_t *);
FBP_PURE FBP_MODEL_MALLOC cpu_set_t *__sched_cpualloc(size_t);
FBP_FREES(1) void __sched_cpufree(cpu_set_t *);

#endif
