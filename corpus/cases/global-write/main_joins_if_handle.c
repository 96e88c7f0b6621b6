/* A handle that is zero says that there is no thread. */
#include <pthread.h>

static int total, limit, level;
static pthread_t thread;

static void *worker(void *arg)
{
    *(int *)arg = total + limit + level;
    return arg;
}

static int start(int *seen)
{
    return pthread_create(&thread, NULL, worker, seen);
}

int main(int argc, char **argv)
{
    pthread_t own = 0;
    int seen, seen_too;
    (void)argv;
    if (argc > 1 && start(&seen) != 0)
        return 1;
    if (thread) {
        limit = 1; // expect: global-write
        pthread_join(thread, NULL);
    }
    total = 1; // expect: unproven global-write
    if (argc > 2 && pthread_create(&own, NULL, worker, &seen_too) != 0)
        return 1;
    if (argc > 3)
        own = 0;
    if (own)
        pthread_join(own, NULL);
    level = 1; // expect: global-write
    return 0;
}
