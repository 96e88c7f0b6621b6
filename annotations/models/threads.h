/* C11 threads. As pthread.h: synchronisation objects are channels, thrd_success is zero. */
#ifndef FBP_MODEL_THREADS_H
#define FBP_MODEL_THREADS_H

#include "support.h"

#include <threads.h>

typedef mtx_t mtx_t FBP_CHANNEL;
typedef cnd_t cnd_t FBP_CHANNEL;
typedef once_flag once_flag FBP_CHANNEL;
typedef tss_t tss_t FBP_CHANNEL;

FBP_SPAWNS_IF(2, 3, "zero") FBP_HANDLE(1) FBP_WRITES(1) int thrd_create(thrd_t *, thrd_start_t, void *);
FBP_JOINS FBP_HANDLE(1) FBP_WRITES(2) FBP_MODEL_FILLS(2, 0) int thrd_join(thrd_t, int *);
FBP_MODEL_IDENTITY FBP_PURE FBP_NONDET thrd_t thrd_current(void);
FBP_PURE int thrd_equal(thrd_t, thrd_t), thrd_detach(thrd_t);
FBP_PURE FBP_MODEL_LEAVES(1, 0) FBP_MODEL_ENDS_TASK void thrd_exit(int) __attribute__((noreturn));
FBP_PURE void thrd_yield(void);
FBP_READS(1) FBP_WRITES(2) int thrd_sleep(const struct timespec *, struct timespec *);
FBP_PURE int mtx_init(mtx_t *, int), mtx_lock(mtx_t *), mtx_unlock(mtx_t *);
FBP_PURE FBP_NONDET int mtx_trylock(mtx_t *);
FBP_READS(2) FBP_NONDET int mtx_timedlock(mtx_t *, const struct timespec *);
FBP_PURE void mtx_destroy(mtx_t *);
FBP_MODEL_ACQUIRES(1) int mtx_lock(mtx_t *);
FBP_MODEL_ACQUIRES_IF(1, "zero") int mtx_trylock(mtx_t *), mtx_timedlock(mtx_t *, const struct timespec *);
FBP_MODEL_RELEASES(1) int mtx_unlock(mtx_t *);
FBP_CALLS(2, 0) void call_once(once_flag *, void (*)(void));
FBP_PURE int cnd_init(cnd_t *), cnd_signal(cnd_t *), cnd_broadcast(cnd_t *), cnd_wait(cnd_t *, mtx_t *);
FBP_READS(3) FBP_NONDET int cnd_timedwait(cnd_t *, mtx_t *, const struct timespec *);
FBP_PURE void cnd_destroy(cnd_t *);
FBP_SPAWNS(2, 0) FBP_WRITES(1) int tss_create(tss_t *, tss_dtor_t);
FBP_MODEL_THREAD_VALUE(0) void *tss_get(tss_t);
FBP_MODEL_THREAD_VALUE(2) int tss_set(tss_t, void *);
FBP_PURE void tss_delete(tss_t);

#endif
