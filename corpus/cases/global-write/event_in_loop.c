/* libevent: the function of an event runs in the task that runs the loop of its base. */
#include <event2/event.h>
#include <pthread.h>

static int total;
static int seen_by_main;

static void in_task(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    *(int *)arg = 1; // expect: unproven global-write
    total++;         // expect: unproven global-write
}

static void *worker(void *arg)
{
    struct event_base *base = event_base_new(); // expect: unproven global-write
    struct timeval soon = {0, 1};
    struct event *e = event_new(base, -1, EV_TIMEOUT, in_task, arg);
    event_add(e, &soon);       // expect: unproven global-write
    event_base_dispatch(base); // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, &seen_by_main) != 0)
        return 1;
    pthread_join(t, NULL);
    return total + seen_by_main;
}
