/* One function, called by main before the start and by the task afterwards. */
#include <pthread.h>

static int calls;

static void work(void)
{
    calls++; // expect: global-write
    // note: worker
}

static void *worker(void *arg)
{
    work();
    return arg;
}

int main(void)
{
    pthread_t t;
    work();
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    work();
    return calls;
}
