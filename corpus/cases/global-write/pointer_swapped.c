/* After the swap `a` is private and `b` is the global. */
#include <pthread.h>

static int total;

static void swap(int **x, int **y)
{
    int *old = *x;
    *x = *y;
    *y = old;
}

static void *worker(void *arg)
{
    int mine = 0;
    int *a = &total, *b = &mine;
    swap(&a, &b);
    *a = 1;
    *b = 2; // expect: global-write
    // note: total
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
