/* Built-in functions of the C library: POSIX and C11 threads.
 *
 * A mutex is known by its address; its memory is not touched (it is a channel). Waiting on a
 * condition releases the mutex, lets others run and takes the mutex again: a wake-up that the
 * standard allows at any time, so signalling does nothing. A lock that is held by the task itself
 * is granted again, as a recursive one would be. Readers of a lock keep each other out, which costs
 * schedules and adds none. */
#include <string.h>

#include "rir/interp_int.h"

#define BUILTIN(name)                                                                              \
    static enum flow name(struct run *r, struct task *t, const struct call *c, struct ival *ret)

static void put_word(struct run *r, const struct ival *where, const struct ival *v, uint64_t size)
{
    if (!where->lo)
        return;
    struct place at = libc_access(r, where, size, true);
    mem_put(r, at.o, at.off, (struct rir_scalar){(uint16_t)(size * 8), RIR_PTR}, v);
}

static enum flow create(struct run *r, struct task *t, const struct ival *where,
                        const struct ival *fn, const struct ival *a, struct ival *ret)
{
    uint64_t word = r->m->ptr_bits / 8;
    struct place at = {0};
    if (where->lo) /* before the task has its argument (P6) */
        at = libc_access(r, where, word, true);
    struct ival h = {.lo = task_start(r, t, call_target(r, fn), a)};
    if (where->lo)
        mem_put(r, at.o, at.off, (struct rir_scalar){r->m->ptr_bits, RIR_PTR}, &h);
    *ret = (struct ival){0};
    return FLOW_DONE;
}

BUILTIN(do_pthread_create)
{
    struct ival where = call_arg(c, 0), fn = call_arg(c, 2), a = call_arg(c, 3);
    return create(r, t, &where, &fn, &a, ret);
}

BUILTIN(do_thrd_create)
{
    struct ival where = call_arg(c, 0), fn = call_arg(c, 1), a = call_arg(c, 2);
    return create(r, t, &where, &fn, &a, ret);
}

BUILTIN(do_pthread_join)
{
    struct ival v, where = call_arg(c, 1);
    if (!task_join(r, t, call_arg(c, 0).lo, &v))
        return FLOW_BLOCKED;
    put_word(r, &where, &v, r->m->ptr_bits / 8);
    *ret = (struct ival){0};
    return FLOW_DONE;
}

BUILTIN(do_thrd_join)
{
    struct ival v, where = call_arg(c, 1);
    if (!task_join(r, t, call_arg(c, 0).lo, &v))
        return FLOW_BLOCKED;
    put_word(r, &where, &v, 4);
    *ret = (struct ival){0};
    return FLOW_DONE;
}

BUILTIN(do_nothing) /* init, destroy, signal, detach, attributes */
{
    (void)r;
    (void)t;
    (void)c;
    *ret = (struct ival){0};
    return FLOW_DONE;
}

BUILTIN(do_self)
{
    (void)r;
    (void)c;
    *ret = num_int(t->handle);
    return FLOW_DONE;
}

BUILTIN(do_equal)
{
    (void)r;
    (void)t;
    *ret = num_int(call_arg(c, 0).lo == call_arg(c, 1).lo);
    return FLOW_DONE;
}

BUILTIN(do_thread_exit)
{
    (void)ret;
    struct ival v = call_arg(c, 0);
    if (t->id == 0)
        main_finish(r);
    else
        task_finish(r, t, &v);
    return FLOW_PUSHED;
}

/* ---- locks ---- */

static bool lock(struct run *r, struct task *t, uint64_t addr)
{
    uint32_t holder;
    if (map_get(&r->locks, addr, &holder) && holder && holder != t->id + 1) {
        t->wait = WAIT_LOCK;
        t->wait_on = addr;
        return false;
    }
    map_put(&r->locks, addr, t->id + 1);
    return true;
}

BUILTIN(do_lock)
{
    *ret = (struct ival){0};
    return lock(r, t, call_arg(c, 0).lo) ? FLOW_DONE : FLOW_BLOCKED;
}

BUILTIN(do_trylock)
{
    bool got = lock(r, t, call_arg(c, 0).lo);
    t->wait = WAIT_NOTHING;
    *ret = num_int(got ? 0 : 16); /* EBUSY */
    return FLOW_DONE;
}

BUILTIN(do_unlock)
{
    (void)t;
    map_put(&r->locks, call_arg(c, 0).lo, 0);
    *ret = (struct ival){0};
    return FLOW_DONE;
}

/* First time: the mutex is released and the task waits for it; it is taken when the call is
 * repeated. */
BUILTIN(do_cond_wait)
{
    uint64_t addr = call_arg(c, 1).lo;
    *ret = (struct ival){0};
    if (!t->in_wait) {
        t->in_wait = true;
        map_put(&r->locks, addr, 0);
        r->yield = true;
        return FLOW_BLOCKED;
    }
    if (!lock(r, t, addr))
        return FLOW_BLOCKED;
    t->in_wait = false;
    return FLOW_DONE;
}

BUILTIN(do_once)
{
    struct ival control = call_arg(c, 0), fn = call_arg(c, 1);
    uint32_t done;
    *ret = (struct ival){0};
    if (map_get(&r->onces, control.lo, &done))
        return FLOW_DONE;
    map_put(&r->onces, control.lo, 1);
    return call_back(r, t, &fn, NULL, 0, ret);
}

/* ---- semaphores ---- */

BUILTIN(do_sem_init)
{
    (void)t;
    map_put(&r->semaphores, call_arg(c, 0).lo, (uint32_t)call_arg(c, 2).lo);
    *ret = (struct ival){0};
    return FLOW_DONE;
}

static bool take_semaphore(struct run *r, uint64_t addr)
{
    uint32_t left = 0;
    map_get(&r->semaphores, addr, &left);
    if (left > 0)
        map_put(&r->semaphores, addr, left - 1);
    return left > 0;
}

BUILTIN(do_sem_wait)
{
    uint64_t addr = call_arg(c, 0).lo;
    *ret = (struct ival){0};
    if (take_semaphore(r, addr))
        return FLOW_DONE;
    t->wait = WAIT_SEMAPHORE;
    t->wait_on = addr;
    return FLOW_BLOCKED;
}

BUILTIN(do_sem_trywait)
{
    (void)t;
    *ret = num_int(take_semaphore(r, call_arg(c, 0).lo) ? 0 : UINT32_MAX);
    return FLOW_DONE;
}

BUILTIN(do_sem_post)
{
    (void)t;
    uint32_t left = 0;
    map_get(&r->semaphores, call_arg(c, 0).lo, &left);
    map_put(&r->semaphores, call_arg(c, 0).lo, left + 1);
    *ret = (struct ival){0};
    return FLOW_DONE;
}

/* ---- thread-specific data ---- */

static uint64_t first_key(const struct run *r)
{
    return r->o.elsewhere ? 3 : 0;
}

static uint64_t key_of(struct run *r, const struct call *c)
{
    uint64_t key = call_arg(c, 0).lo - first_key(r);
    if (key >= r->keys.len)
        run_stop(r, INTERP_UNSAFE, "no key of thread-specific data");
    return key;
}

BUILTIN(do_key_create)
{
    (void)t;
    struct ival where = call_arg(c, 0), destructor = call_arg(c, 1);
    struct place at = libc_access(r, &where, 4, true);
    mem_put_int(r, at.o, at.off, 4, first_key(r) + r->keys.len);
    vec_push(&r->keys, destructor);
    *ret = (struct ival){0};
    return FLOW_DONE;
}

BUILTIN(do_setspecific)
{
    uint64_t key = key_of(r, c);
    struct ival v = call_arg(c, 1);
    while (t->specific.len <= key)
        vec_push(&t->specific, ((struct ival){0}));
    t->specific.data[key] = v;
    *ret = (struct ival){0};
    return FLOW_DONE;
}

BUILTIN(do_getspecific)
{
    uint64_t key = key_of(r, c);
    *ret = key < t->specific.len ? t->specific.data[key] : (struct ival){0};
    return FLOW_DONE;
}

enum flow key_destructors(struct run *r, struct task *t, uint32_t *next)
{
    while (*next < t->specific.len) {
        uint32_t key = (*next)++;
        struct ival v = t->specific.data[key], ret;
        if (!v.lo || !r->keys.data[key].lo)
            continue;
        t->specific.data[key] = (struct ival){0};
        call_back(r, t, &r->keys.data[key], &v, 1, &ret);
        return FLOW_PUSHED;
    }
    return FLOW_DONE;
}

builtin *libc_find_thread(const char *name)
{
    static const struct libc_entry table[] = {
        {"pthread_create", do_pthread_create},
        {"pthread_join", do_pthread_join},
        {"pthread_detach", do_nothing},
        {"pthread_self", do_self},
        {"pthread_equal", do_equal},
        {"pthread_exit", do_thread_exit},
        {"pthread_attr_init", do_nothing},
        {"pthread_attr_destroy", do_nothing},
        {"pthread_attr_setdetachstate", do_nothing},
        {"pthread_attr_setstacksize", do_nothing},
        {"pthread_mutexattr_init", do_nothing},
        {"pthread_mutexattr_settype", do_nothing},
        {"pthread_mutexattr_destroy", do_nothing},
        {"pthread_mutex_init", do_nothing},
        {"pthread_mutex_destroy", do_nothing},
        {"pthread_mutex_lock", do_lock},
        {"pthread_mutex_trylock", do_trylock},
        {"pthread_mutex_unlock", do_unlock},
        {"pthread_spin_init", do_nothing},
        {"pthread_spin_destroy", do_nothing},
        {"pthread_spin_lock", do_lock},
        {"pthread_spin_trylock", do_trylock},
        {"pthread_spin_unlock", do_unlock},
        {"pthread_rwlock_init", do_nothing},
        {"pthread_rwlock_destroy", do_nothing},
        {"pthread_rwlock_rdlock", do_lock},
        {"pthread_rwlock_wrlock", do_lock},
        {"pthread_rwlock_tryrdlock", do_trylock},
        {"pthread_rwlock_trywrlock", do_trylock},
        {"pthread_rwlock_unlock", do_unlock},
        {"sem_init", do_sem_init},
        {"sem_destroy", do_nothing},
        {"sem_wait", do_sem_wait},
        {"sem_trywait", do_sem_trywait},
        {"sem_post", do_sem_post},
        {"pthread_cond_init", do_nothing},
        {"pthread_cond_destroy", do_nothing},
        {"pthread_cond_signal", do_nothing},
        {"pthread_cond_broadcast", do_nothing},
        {"pthread_cond_wait", do_cond_wait},
        {"pthread_cond_timedwait", do_cond_wait},
        {"pthread_once", do_once},
        {"pthread_key_create", do_key_create},
        {"pthread_key_delete", do_nothing},
        {"pthread_setspecific", do_setspecific},
        {"pthread_getspecific", do_getspecific},
        {"thrd_create", do_thrd_create},
        {"thrd_join", do_thrd_join},
        {"thrd_detach", do_nothing},
        {"thrd_current", do_self},
        {"thrd_equal", do_equal},
        {"thrd_exit", do_thread_exit},
        {"mtx_init", do_nothing},
        {"mtx_destroy", do_nothing},
        {"mtx_lock", do_lock},
        {"mtx_trylock", do_trylock},
        {"mtx_unlock", do_unlock},
        {"cnd_init", do_nothing},
        {"cnd_destroy", do_nothing},
        {"cnd_signal", do_nothing},
        {"cnd_broadcast", do_nothing},
        {"cnd_wait", do_cond_wait},
        {"call_once", do_once},
        {"tss_create", do_key_create},
        {"tss_delete", do_nothing},
        {"tss_set", do_setspecific},
        {"tss_get", do_getspecific},
    };
    return libc_in(table, sizeof table / sizeof *table, name);
}
