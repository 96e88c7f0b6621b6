/* Unknown code runs a callback, which starts a task: from then on that may be running in main. */
#include <pthread.h>
#include <stddef.h>

void event_loop(void (*on_click)(void));

static int count, unread;
static pthread_t thread;

static void *job(void *argument)
{
    count++; // expect: global-write
    // note: 'job' is started here by 'on_click'
    return argument;
}

static void on_click(void)
{
    pthread_create(&thread, NULL, job, NULL);
}

int main(void)
{
    count = 1;
    event_loop(on_click); // expect: unproven global-write
    count = 2;            // expect: unproven global-write
    unread = 3;
    return count + unread;
}
