/* A timer and a message queue that notify by a thread: the functions are tasks. */
#include <mqueue.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

static int ticks, messages;

static void tick(union sigval v)
{
    (void)v;
    ticks++; // expect: global-write
}

static void message(union sigval v)
{
    (void)v;
    messages++; // expect: global-write
}

int main(void)
{
    timer_t timer;
    struct sigevent e = {0};
    struct sigevent m = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = message};
    e.sigev_notify = SIGEV_THREAD;
    e.sigev_notify_function = tick;
    timer_create(CLOCK_REALTIME, &e, &timer);
    mq_notify(0, &m);
    return 0;
}
