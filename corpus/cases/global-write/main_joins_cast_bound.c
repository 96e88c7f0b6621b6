/* One bound is a byte with a sign, the other the same byte without. */
#include <pthread.h>
#include <stdlib.h>

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
    int sums[MAX] = {0};
    pthread_t t[256];
    signed char n = argv[0][0];
    for (int i = 0; i < (unsigned char)n; i++)
        if (pthread_create(&t[i], NULL, worker, &sums[i % MAX]) != 0) // expect: unproven double-send
            abort();
    for (int i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argc == 0 || sums[0]; // expect: unproven use-after-send
}
