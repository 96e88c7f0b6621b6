/* C11's mutexes, and a spin lock. */
#include <pthread.h>
#include <threads.h>

static mtx_t lock;
static pthread_spinlock_t spin;
static long locked_hits, spun_hits;

static int worker(void *arg)
{
    if (mtx_trylock(&lock) == thrd_success) {
        locked_hits++; // expect: global-write
        // note: guarded by lock
        mtx_unlock(&lock);
    }
    pthread_spin_lock(&spin);
    spun_hits++; // expect: global-write
    // note: guarded by spin
    pthread_spin_unlock(&spin);
    return arg == NULL;
}

int main(void)
{
    thrd_t t;
    if (mtx_init(&lock, mtx_plain) != thrd_success || pthread_spin_init(&spin, 0) != 0)
        return 1;
    if (thrd_create(&t, worker, NULL) != thrd_success)
        return 1;
    return thrd_join(t, NULL) != thrd_success;
}
