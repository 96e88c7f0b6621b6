/* A thread that was started is not counted when there are many arguments. */
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
    for (int i = 0; i < n; i++)
        if (pthread_create(&t[started], NULL, worker, &sums[i]) == 0 && argc < 5)
            started++;
    for (int i = 0; i < started; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
