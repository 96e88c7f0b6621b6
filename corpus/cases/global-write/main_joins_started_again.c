/* Counts from the start again before the first ones are joined. */
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
    int started = 0;
    for (int round = 0; round < 2; round++) {
        started = 0;
        for (int i = 0; i < n; i++)
            if (pthread_create(&t[started], NULL, worker, &sums[i]) == 0) // expect: unproven double-send
                started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
