/* Starts while it can, in the condition of the loop. */
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
    while (started < n && pthread_create(&t[started], NULL, worker, &sums[started]) == 0)
        started++;
    while (started-- > 0)
        pthread_join(t[started], NULL);
    limit = 0;
    return argv == 0 || sums[0];
}
