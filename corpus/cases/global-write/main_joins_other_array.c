/* Starts two groups and joins the second one only: the first still runs. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

static void *other(void *arg)
{
    *(int *)arg = 1;
    return 0;
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    pthread_t readers[MAX], others[MAX];
    for (int i = 0; i < n; i++)
        pthread_create(&readers[i], NULL, worker, &sums[i]);
    for (int i = 0; i < n; i++)
        pthread_create(&others[i], NULL, other, &sums[i]); // expect: unproven double-send
    for (int i = n - 1; i >= 0; i--)
        pthread_join(others[i], NULL);
    limit = 0; // expect: global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
