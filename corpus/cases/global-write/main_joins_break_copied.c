/* One handle is copied over another: one thread is joined twice, the other never. */
#include <pthread.h>
#include <string.h>

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
    int k;
    for (k = 0; k < n; k++)
        if (pthread_create(&t[k], NULL, worker, &sums[k]) != 0)
            break;
    memcpy(&t[0], &t[1], sizeof t[0]);
    for (int i = 0; i < k; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
