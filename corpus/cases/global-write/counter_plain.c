/* The plainest case: a task counts in a global. */
#include <pthread.h>

int total;

static void *worker(void *arg)
{
    total++; // expect: global-write
    // note: total
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
