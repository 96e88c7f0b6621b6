/* main takes the helper's "could not start" for "started". */
#include <pthread.h>

static int limit = 10;

static void *worker(void *arg)
{
    int *n = arg;
    while (*n < limit)
        ++*n;
    return 0;
}

static int try_start(pthread_t *t, int *n)
{
    return pthread_create(t, NULL, worker, n) != 0 ? -1 : 0;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    if (try_start(&t, &n) == 0)
        limit = 5; // expect: global-write
    return n + limit; // expect: use-after-send
}
