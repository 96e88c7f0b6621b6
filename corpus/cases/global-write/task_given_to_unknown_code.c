/* A task that main starts and joins itself; but unknown code was given it, too, and may start it. */
#include <pthread.h>
#include <stddef.h>

void pool_add(void *(*task)(void *));

static int limit;

static void *worker(void *argument)
{
    return limit == 0 ? argument : NULL;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    limit = 1;        // expect: unproven global-write
    pool_add(worker); // expect: unproven global-write
    limit = 2;        // expect: unproven global-write
    return 0;
}
