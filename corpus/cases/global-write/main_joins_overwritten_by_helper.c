/* A helper that is given an element clears it, and puts another handle into the first one. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;
static pthread_t handles[MAX], other;

static void *idle(void *arg)
{
    return arg;
}

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

static void clear(pthread_t *t)
{
    *t = 0;
    handles[0] = other;
}

int main(void)
{
    int sums[MAX] = {0};
    pthread_create(&other, NULL, idle, NULL);
    for (int i = 0; i < MAX; i++) {
        clear(&handles[i]);
        pthread_create(&handles[i], NULL, worker, &sums[i]);
    }
    for (int i = 0; i < MAX; i++)
        pthread_join(handles[i], NULL);
    limit = 0; // expect: unproven global-write
    return sums[0]; // expect: unproven use-after-send
}
