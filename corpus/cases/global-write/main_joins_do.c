/* Starts in one kind of loop, joins in the other kind. */
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
    int k = 0;
    do
        pthread_join(t[k], NULL);
    while (++k < n);
    limit = 0;
    return argv == 0 || sums[0];
}
