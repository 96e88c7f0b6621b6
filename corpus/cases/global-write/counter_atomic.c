/* Nor does an atomic: the other tasks see the value. */
#include <pthread.h>
#include <stdatomic.h>

static atomic_int total;

static void *worker(void *arg)
{
    atomic_fetch_add(&total, 1); // expect: global-write
    // note: atomic
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
