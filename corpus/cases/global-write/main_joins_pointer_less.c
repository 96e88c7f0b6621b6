/* Joins by pointer, and stops before the last one. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    pthread_t t[MAX];
    for (int i = 0; i < n; i++)
        pthread_create(&t[i], NULL, worker, &sums[i]);
    for (pthread_t *p = t; p + 1 < t + n; p++)
        pthread_join(*p, NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
