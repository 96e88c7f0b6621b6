/* The number changes from trip to trip: the last one is not how many were started. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

static int next(int n)
{
    static int calls;
    return ++calls < n ? n : 0;
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    pthread_t t[MAX];
    int last;
    for (int i = 0; i < (last = next(n)); i++)
        pthread_create(&t[i], NULL, worker, &sums[i]);
    for (int i = 0; i < last; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
