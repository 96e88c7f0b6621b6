/* A pointer to const does not make its object constant: the cast writes a global. */
#include <pthread.h>

static int limit = 3;

static void reset(const int *p)
{
    *(int *)p = 0; // expect: global-write
    // note: limit
}

static void *worker(void *arg)
{
    reset(&limit);
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
