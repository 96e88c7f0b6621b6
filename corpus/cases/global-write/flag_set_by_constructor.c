/* A flag that a constructor sets before main begins: the task does what hangs on it. */
#include <pthread.h>

static int ready, hits;

__attribute__((constructor)) static void set_up(void)
{
    ready = 1;
}

static void *run(void *arg)
{
    if (ready)
        hits++; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, run, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return hits;
}
