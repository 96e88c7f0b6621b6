/* A hook that main sets before it starts the task, called through the global variable. */
#include <pthread.h>

static int events;
static void (*on_event)(int);

static void count_event(int n)
{
    events += n; // expect: global-write
    // note: worker
}

static void ignore_event(int n)
{
    (void)n;
}

static void *worker(void *arg)
{
    if (on_event)
        on_event(3);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    on_event = argc > 1 ? count_event : ignore_event;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return events;
}
