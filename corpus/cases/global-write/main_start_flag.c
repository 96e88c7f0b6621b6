/* A flag remembers whether the task was started; the write happens only if it was not. */
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

int main(int argc, char **argv)
{
    pthread_t t;
    int n = 0;
    bool started = false;
    (void)argv;
    if (argc > 1)
        started = pthread_create(&t, NULL, worker, &n) == 0;
    if (!started)
        limit = 5;
    if (started)
        pthread_join(t, NULL);
    return n + limit;
}
