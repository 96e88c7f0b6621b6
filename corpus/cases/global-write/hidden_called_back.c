/* A library function that is only handed to another: what it changes counts where it is called. */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *worker(void *arg)
{
    pthread_once(&once, tzset); // expect: global-write
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
