/* The pointer is the global only when `shared` is set, and written only when it is not: the tests
 * on any path that writes the global contradict each other. */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    int shared = *(int *)arg;
    int mine = 0;
    int *p;
    if (shared)
        p = &total;
    else
        p = &mine;
    int seen = *p;
    if (!shared)
        *p = seen + 1;
    return 0;
}

int main(void)
{
    pthread_t t;
    int flag = 0;
    if (pthread_create(&t, NULL, worker, &flag) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
