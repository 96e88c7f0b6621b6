/* main may write what no task reads, whoever runs. */
#include <pthread.h>

static int limit = 10;
static int started, ended;

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
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    started++;
    pthread_join(t, NULL);
    ended++;
    return n + started + ended;
}
