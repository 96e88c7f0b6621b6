/* A flag in a static variable, set where the start has succeeded, says whether there is a thread to wait for. */
#include <pthread.h>
#include <stdbool.h>

static int total, limit;
static bool running;
static pthread_t thread;

static void *worker(void *arg)
{
    *(int *)arg = total + limit;
    return arg;
}

static void start(int *seen)
{
    if (pthread_create(&thread, NULL, worker, seen) == 0)
        running = true;
}

static void stop(void)
{
    running = false;
    pthread_join(thread, NULL);
}

int main(int argc, char **argv)
{
    int seen;
    (void)argv;
    if (argc > 1)
        start(&seen);
    if (running && argc > 2)
        stop();
    limit = 1; // expect: global-write
    if (running)
        stop();
    total = 1; // expect: unproven global-write
    return 0;
}
