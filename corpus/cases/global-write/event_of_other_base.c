/* libevent: who adds an event to a base, or tells it to stop, writes the base and the events that are in it. */
#include <event2/event.h>
#include <event2/event_struct.h>
#include <pthread.h>

static struct event clock_event;

static void nothing(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    (void)arg;
}

static void *worker(void *arg)
{
    struct event mine;
    struct timeval soon = {0, 1};
    event_assign(&mine, arg, -1, EV_TIMEOUT, nothing, NULL);
    event_add(&mine, &soon);        // expect: unproven global-write
    event_del(&mine);               // expect: unproven global-write
    event_base_loopexit(arg, NULL); // expect: unproven global-write
    return NULL;
}

static void *stranger(void *arg)
{
    struct timeval soon = {0, 1};
    event_add(&clock_event, &soon); // expect: global-write
    return arg;
}

int main(void)
{
    struct event_base *base = event_base_new();
    struct timeval later = {5, 0};
    pthread_t t, s;
    event_assign(&clock_event, base, -1, EV_TIMEOUT, nothing, NULL);
    event_add(&clock_event, &later); // expect: unproven frozen-write
    if (pthread_create(&t, NULL, worker, base) != 0 || pthread_create(&s, NULL, stranger, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    pthread_join(s, NULL);
    return 0;
}
