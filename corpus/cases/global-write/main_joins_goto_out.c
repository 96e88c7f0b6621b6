/* What could be started is joined from the last to the first, also after a failure. */
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
    int k = 0;
    for (; k < n; k++)
        if (pthread_create(&t[k], NULL, worker, &sums[k]) != 0)
            goto out;
out:
    while (k > 0)
        pthread_join(t[--k], NULL);
    limit = 0;
    return argv == 0 || sums[0];
}
