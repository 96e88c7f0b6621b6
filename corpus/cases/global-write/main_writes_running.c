/* main changes a setting while a task that reads it runs. */
#include <pthread.h>

static int limit = 10;

static void *worker(void *arg)
{
    int *n = arg;
    while (*n < limit)
        ++*n;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    limit = 20;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    limit = 5; // expect: global-write
    // note: worker
    // note: limit
    pthread_join(t, NULL);
    limit = 0;
    return n;
}
