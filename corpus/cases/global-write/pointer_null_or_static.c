/* A pointer that is null or the static object: where it is not null, it is the static one. */
#include <pthread.h>
#include <stddef.h>

static int common;

static void *worker(void *arg)
{
    int *p = NULL;
    if (*(int *)arg > 1)
        p = &common;
    *(int *)arg = 0;
    if (p != NULL)
        *p = 1; // expect: global-write
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
