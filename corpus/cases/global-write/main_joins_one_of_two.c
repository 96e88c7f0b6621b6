/* Only one of the two readers was joined. */
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
    pthread_t a, b;
    int na = 0, nb = 0;
    if (pthread_create(&a, NULL, worker, &na) != 0)
        return 1;
    if (pthread_create(&b, NULL, worker, &nb) != 0)
        return 1;
    pthread_join(a, NULL);
    limit = 5; // expect: global-write
    pthread_join(b, NULL);
    limit = 4;
    return na + nb;
}
