/* A callback counts in what it is given and then shows it to everybody: the second time it is called, it writes what
 * the first call has shown. */
#include <pthread.h>
#include <stdlib.h>

static int *best;

static int compare(const void *a, const void *b)
{
    int *x = (int *)a;
    *x += 1; // expect: global-write
    best = x; // expect: global-write
    return *x - *(const int *)b;
}

static void *worker(void *arg)
{
    int v[4] = {4, 3, 2, 1};
    qsort(v, 4, sizeof *v, compare); // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return best == NULL;
}
