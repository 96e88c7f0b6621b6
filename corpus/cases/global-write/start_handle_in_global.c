/* A task that starts another and puts the handle into a global: the start call writes it. */
#include <pthread.h>

static pthread_t helper;

static void *help(void *arg)
{
    return arg;
}

static void *worker(void *arg)
{
    if (pthread_create(&helper, NULL, help, NULL) != 0) // expect: global-write
        return 0;
    // note: helper
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
