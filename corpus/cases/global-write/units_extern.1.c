/* A global of another unit. */
#include <pthread.h>

extern int shared_total;
extern const int step;

static void *worker(void *arg)
{
    shared_total += step; // expect: global-write
    // note: shared_total
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
