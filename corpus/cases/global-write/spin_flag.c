/* A hand-made spin lock is an atomic write to a global. */
#include <pthread.h>
#include <stdatomic.h>

static atomic_flag busy = ATOMIC_FLAG_INIT;

static void *worker(void *arg)
{
    int *n = arg;
    while (atomic_flag_test_and_set(&busy)) // expect: global-write
        ;
    ++*n;
    atomic_flag_clear(&busy); // expect: global-write
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
