/* The number does not fit: the loop that joins goes up to another one. */
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
    pthread_t t[256];
    unsigned long all = argc > 9 ? 256 : (unsigned long)n;
    for (unsigned long i = 0; i < all; i++)
        pthread_create(&t[i], NULL, worker, &sums[i % MAX]); // expect: unproven double-send
    for (int i = 0; i < (unsigned char)all; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
