/* Sorting a global array writes it; so does writing to what bsearch found in it. */
#include <pthread.h>
#include <stdlib.h>

static int v[5] = {3, 1, 4, 1, 5};

static int compare(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void *worker(void *arg)
{
    int key = 4;
    qsort(v, 5, sizeof v[0], compare); // expect: global-write
    int *hit = bsearch(&key, v, 5, sizeof v[0], compare);
    if (hit)
        *hit = 0; // expect: global-write
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
