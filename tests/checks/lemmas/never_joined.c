// E4-frame full -O0: clean
#include "queue.h"

static pthread_barrier_t ready;

static void *task(void *argument)
{
    ++*(int *)argument;
    pthread_barrier_wait(&ready);
    return NULL;
}

__attribute__((noinline)) static int begin(void)
{
    pthread_t t;
    int n[64] = {1};
    if (pthread_create(&t, NULL, task, n) != 0)
        return 1;
    pthread_detach(t);
    pthread_barrier_wait(&ready);
    return 0;
}

__attribute__((noinline)) static int fill(int *to, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = i;
    return to[n - 1];
}

__attribute__((noinline)) static int next(void)
{
    int n[64];
    return fill(n, 64);
}

int main(void)
{
    if (pthread_barrier_init(&ready, NULL, 2) != 0 || begin() != 0)
        return 1;
    return next() == 0;
}
