/* A compare-and-swap loop writes, too. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_int top;

static void raise_top(int seen)
{
    int old = atomic_load(&top);
    while (old < seen && !atomic_compare_exchange_weak(&top, &old, seen)) // expect: global-write
        ;
}

static void *worker(void *arg)
{
    raise_top(*(int *)arg);
    return 0;
}

int main(void)
{
    pthread_t t;
    int seen = 7;
    if (pthread_create(&t, NULL, worker, &seen) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
