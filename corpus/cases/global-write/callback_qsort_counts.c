/* A comparison function, called by qsort, counts its calls in a global. */
#include <pthread.h>
#include <stdlib.h>

static unsigned long compared;

static int compare(const void *a, const void *b)
{
    const int *x = a, *y = b;
    compared++; // expect: global-write
    // note: worker
    return (*x > *y) - (*x < *y);
}

static void *worker(void *arg)
{
    int v[5] = {3, 1, 4, 1, 5};
    qsort(v, 5, sizeof v[0], compare);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
