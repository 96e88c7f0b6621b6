/* Both loops go through the array with a pointer. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

int main(void)
{
    int sums[MAX] = {0};
    pthread_t t[MAX];
    for (pthread_t *p = t; p < t + MAX; p++)
        pthread_create(p, NULL, worker, &sums[p - t]); // expect: unproven double-send
    for (pthread_t *p = t; p < t + MAX; p++)
        pthread_join(*p, NULL);
    limit = 0;
    return sums[0];
}
