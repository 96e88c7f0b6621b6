/* Joins in the reverse order, and begins one too low. */
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
    for (int i = n - 1; i-- > 0;)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
