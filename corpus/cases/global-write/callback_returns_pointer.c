/* A function pointer whose functions return a pointer: one of them the address of a global. */
#include <pthread.h>

static int common;

static int *own(int *mine)
{
    return mine;
}

static int *shared(int *mine)
{
    (void)mine;
    return &common;
}

static void *worker(void *arg)
{
    int mine = 0;
    int *(*where)(int *) = *(int *)arg ? own : shared;
    *own(&mine) = 1;
    *where(&mine) = 2; // expect: global-write
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
