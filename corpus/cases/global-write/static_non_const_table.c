/* A table that nobody declared const, and nobody writes. */
#include <pthread.h>

static int primes[] = {2, 3, 5, 7, 11};
static char *names[] = {"two", "three"};

static void *worker(void *arg)
{
    int sum = 0;
    for (unsigned i = 0; i < sizeof primes / sizeof primes[0]; i++)
        sum += primes[i];
    *(int *)arg = sum + names[1][0];
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
