/* Start all in a loop, join all in a loop: then main is alone again. */
#include <pthread.h>

#define WORKERS 4

static int rounds = 100;

static void *worker(void *arg)
{
    long *sum = arg;
    for (int i = 0; i < rounds; i++)
        *sum += i;
    return 0;
}

int main(void)
{
    pthread_t t[WORKERS];
    long sums[WORKERS] = {0};
    for (int i = 0; i < WORKERS; i++)
        if (pthread_create(&t[i], NULL, worker, &sums[i]) != 0)
            return 1;
    for (int i = 0; i < WORKERS; i++)
        pthread_join(t[i], NULL);
    rounds = 0;
    return (int)sums[0];
}
