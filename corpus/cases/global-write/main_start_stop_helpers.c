/* start_workers() and stop_workers(), the handles in a static array: after the stop main is alone. */
#include <pthread.h>
#include <stdlib.h>

#define WORKERS 3

static pthread_t threads[WORKERS];
static long sums[WORKERS];
static int rounds = 10;

static void *worker(void *arg)
{
    long *sum = arg;
    for (int i = 0; i < rounds; i++)
        *sum += i;
    return 0;
}

static void start_workers(void)
{
    for (int i = 0; i < WORKERS; i++)
        if (pthread_create(&threads[i], NULL, worker, &sums[i]) != 0)
            abort();
}

static void stop_workers(void)
{
    for (int i = 0; i < WORKERS; i++)
        pthread_join(threads[i], NULL);
}

int main(void)
{
    start_workers();
    stop_workers();
    rounds = 20;
    start_workers();
    stop_workers();
    rounds = 0;
    return (int)(sums[0] + sums[1] + sums[2]);
}
