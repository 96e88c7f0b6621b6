/* An element chosen at run time, the idiom "each thread its own slot": the array is a global all the same. */
#include <pthread.h>
#include <stdint.h>

#define WORKERS 4

static long results[WORKERS];

static void *worker(void *arg)
{
    intptr_t me = (intptr_t)arg;
    long sum = 0;
    for (int i = 0; i < 100; i++)
        sum += i * me;
    results[me] = sum; // expect: global-write
    // note: results
    return 0;
}

int main(void)
{
    pthread_t t[WORKERS];
    long sum = 0;
    for (intptr_t i = 0; i < WORKERS; i++)
        if (pthread_create(&t[i], NULL, worker, (void *)i) != 0)
            return 1;
    for (int i = 0; i < WORKERS; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < WORKERS; i++)
        sum += results[i];
    return (int)sum;
}
