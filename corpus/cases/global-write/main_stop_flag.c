/* The commonest of all: main tells its threads to stop by a plain flag. */
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

static volatile bool stop;

static void *worker(void *arg)
{
    long *n = arg;
    while (!stop)
        ++*n;
    return 0;
}

int main(void)
{
    pthread_t t;
    long n = 0;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    sleep(1);
    stop = true; // expect: global-write
    // note: stop
    pthread_join(t, NULL);
    return n > 0;
}
