/* A constant table behind a cast. */
#include <pthread.h>

static const int primes[] = {2, 3, 5, 7};

static void *worker(void *arg)
{
    int *p = (int *)primes;
    p[0] = 1; // expect: frozen-write
    // note: primes
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
