/* What the helper hands out depends on a constant that its callers pass. */
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
    *(int *)arg = *place(1, &mine);
    return 0;
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
