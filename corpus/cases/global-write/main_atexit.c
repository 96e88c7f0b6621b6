/* An atexit function is main: it may write what no task reads. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int finished;

static void goodbye(void)
{
    finished = 1;
    printf("bye %d\n", finished);
}

static void *worker(void *arg)
{
    *(int *)arg = 1;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    atexit(goodbye);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
