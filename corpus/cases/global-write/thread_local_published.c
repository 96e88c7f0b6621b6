/* A thread-local that a global points to can be seen by everybody. */
#include <pthread.h>

static _Thread_local int state;
static int *watched;

static void *worker(void *arg)
{
    state = 1;
    watched = &state; // expect: global-write
    state = 2;        // expect: global-write
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
