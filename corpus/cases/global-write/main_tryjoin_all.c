/* A loop that tries to join each task once joins those that have ended: the others run on. */
#define _GNU_SOURCE
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    *(int *)arg = total;
    return arg;
}

int main(void)
{
    pthread_t t[4];
    int seen[4];
    for (int i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, worker, &seen[i]) != 0)
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_tryjoin_np(t[i], NULL);
    total = 1; // expect: unproven global-write
    return 0;
}
