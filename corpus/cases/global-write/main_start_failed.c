/* Where pthread_create failed, no task runs. */
#include <pthread.h>

static int limit = 10;

static void *worker(void *arg)
{
    int *n = arg;
    while (*n < limit)
        ++*n;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    int err = pthread_create(&t, NULL, worker, &n);
    if (err) {
        limit = 1;
        worker(&n);
    } else {
        pthread_join(t, NULL);
    }
    return n;
}
