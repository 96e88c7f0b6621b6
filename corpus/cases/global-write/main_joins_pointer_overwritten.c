/* A pointer that goes through the array puts another handle there. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

static void *idle(void *arg)
{
    return arg;
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    pthread_t t[MAX], other;
    pthread_create(&other, NULL, idle, NULL);
    for (int i = 0; i < n; i++)
        pthread_create(&t[i], NULL, worker, &sums[i]);
    for (pthread_t *p = t; p < t + 1; p++)
        *p = other;
    for (int i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
