/* Stops after one that was started, which is not counted: it is never joined. */
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
    int k;
    for (k = 0; k < n; k++)
        if (pthread_create(&t[k], NULL, worker, &sums[k]) != 0)
            break;
        else if (sums[0] < 0) // expect: unproven use-after-send
            break;
    for (int i = 0; i < k; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
