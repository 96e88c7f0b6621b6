/* Counts with the type of sizes, downwards, in a loop that ends below nothing. */
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
    for (size_t i = 0; i < (size_t)n; i++)
        pthread_create(&t[i], NULL, worker, &sums[i]);
    for (size_t i = (size_t)n; i-- > 0;)
        pthread_join(t[i], NULL);
    limit = 0;
    return argv == 0 || sums[0];
}
