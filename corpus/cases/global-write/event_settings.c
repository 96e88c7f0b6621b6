/* libevent: a function for its messages runs in whichever task uses the library; to set it is for main to do first. */
#include <event2/event.h>
#include <pthread.h>

static int messages;

static void count(int severity, const char *text)
{
    (void)severity;
    (void)text;
    messages++; // expect: global-write
}

static void *worker(void *arg)
{
    struct event_config *own = event_config_new();
    event_config_set_flag(own, EVENT_BASE_FLAG_NOLOCK);
    event_config_free(own);
    event_set_log_callback(count); // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    event_set_log_callback(count);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return messages;
}
