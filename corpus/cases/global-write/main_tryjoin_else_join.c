/* A join that may return without having waited joins where its result is zero; elsewhere a second one does. */
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
    if (pthread_tryjoin_np(t, NULL) != 0) {
        total = 1; // expect: global-write
        pthread_join(t, NULL);
    }
    total = 2;
    return 0;
}
