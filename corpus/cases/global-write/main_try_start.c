/* A helper says whether the task runs; main writes only where it does not. */
#include <pthread.h>
#include <stdbool.h>

static int limit = 10;

static void *worker(void *arg)
{
    int *n = arg;
    while (*n < limit)
        ++*n;
    return 0;
}

static bool try_start(pthread_t *t, int *n)
{
    if (pthread_create(t, NULL, worker, n) != 0)
        return false;
    return true;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    bool running = try_start(&t, &n);
    if (!running)
        limit = 5;
    if (running)
        pthread_join(t, NULL);
    return n + limit;
}
