/* A function copies one handle over another, in front of the loop that joins. */
#include <pthread.h>
#include <stdlib.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

static void twice(pthread_t *t)
{
    t[0] = t[1];
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    pthread_t t[MAX];
    for (int i = 0; i < n; i++)
        if (pthread_create(&t[i], NULL, worker, &sums[i]) != 0)
            abort();
    twice(t);
    for (int i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
