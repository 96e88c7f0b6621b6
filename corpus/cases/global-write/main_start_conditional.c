/* Started on one path only: on that path the write comes while the task runs. */
#include <pthread.h>

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
    int threaded = argc > 1;
    (void)argv;
    if (threaded && pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    limit = 5; // expect: global-write
    if (threaded)
        pthread_join(t, NULL);
    return n;
}
