/* C11 threads with mutex, condition and thread storage. */
#include <stdlib.h>
#include <threads.h>

static mtx_t lock;
static cnd_t changed;
static int limit = 3;

static int worker(void *arg)
{
    int *n = arg;
    mtx_lock(&lock);
    while (*n < limit)
        ++*n;
    cnd_signal(&changed);
    mtx_unlock(&lock);
    return *n;
}

int main(void)
{
    thrd_t t;
    int n = 1, r = 0;
    if (mtx_init(&lock, mtx_plain) != thrd_success || cnd_init(&changed) != thrd_success)
        return 1;
    if (thrd_create(&t, worker, &n) != thrd_success)
        return 1;
    thrd_join(t, &r);
    mtx_destroy(&lock);
    cnd_destroy(&changed);
    return r;
}
