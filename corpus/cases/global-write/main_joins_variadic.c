/* A described function writes each of its variadic arguments: the second one are the handles. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

enum { MAX = 8 };

void clear_both(int bytes, ...) FBP_WRITES(2);

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
    pthread_t t[MAX], u[MAX];
    for (int i = 0; i < n; i++)
        if (pthread_create(&t[i], NULL, worker, &sums[i]) != 0)
            abort();
    clear_both(8, u, t);
    for (int i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0]; // expect: unproven use-after-send
}
