/* A constructor starts the task; main begins while it runs. */
#include <pthread.h>
#include <stdlib.h>

static int total;
static pthread_t thread;
static int seen;

static void *worker(void *arg)
{
    *(int *)arg = total;
    return arg;
}

__attribute__((constructor)) static void up(void)
{
    if (pthread_create(&thread, NULL, worker, &seen) != 0)
        abort();
}

int main(void)
{
    total = 1; // expect: unproven global-write
    pthread_join(thread, NULL);
    return 0;
}
