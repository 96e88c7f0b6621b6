/* A join that may return without having waited is none. */
#define _GNU_SOURCE
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    *(int *)arg = total;
    return arg;
}

int main(void)
{
    pthread_t t;
    static int seen;
    if (pthread_create(&t, NULL, worker, &seen) != 0)
        return 1;
    pthread_tryjoin_np(t, NULL);
    total = 1; // expect: global-write
    return 0;
}
