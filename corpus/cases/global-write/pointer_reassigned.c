/* The variable pointed to the global once, but no longer when it is written through. */
#include <pthread.h>

static int limit = 5;

static void *worker(void *arg)
{
    int mine;
    int *p = &limit;
    int n = *p;
    p = &mine;
    *p = n + 1;
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
