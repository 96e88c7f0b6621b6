/* The same helper for both; the second caller gets the static object and writes it. */
#include <pthread.h>

static int common;

static int *place(int shared, int *mine)
{
    if (shared)
        return &common;
    return mine;
}

static void *worker(void *arg)
{
    int mine = 0;
    *place(0, &mine) = 1;
    *place(1, &mine) = 2; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
