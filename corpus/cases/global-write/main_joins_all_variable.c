/* The same with a number of threads that is only known at run time, and handles on the heap. */
#include <pthread.h>
#include <stdlib.h>

static int rounds = 100;

static void *worker(void *arg)
{
    long *sum = arg;
    for (int i = 0; i < rounds; i++)
        *sum += i;
    return 0;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 2;
    if (n < 1 || n > 64)
        return 1;
    pthread_t *t = malloc((size_t)n * sizeof *t);
    long *sums = calloc((size_t)n, sizeof *sums);
    if (!t || !sums)
        return 1;
    for (int i = 0; i < n; i++)
        if (pthread_create(&t[i], NULL, worker, &sums[i]) != 0)
            abort();
    for (int i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    rounds = 0;
    free(sums);
    free(t);
    return 0;
}
