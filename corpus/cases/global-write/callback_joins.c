/* A callback may have joined the task: that it runs is not certain after unknown code ran. */
#include <pthread.h>
#include <stddef.h>

void event_loop(void (*on_end)(void));

static int limit = 10;
static pthread_t thread;

static void *job(void *argument)
{
    return limit == 0 ? argument : NULL;
}

static void on_end(void)
{
    pthread_join(thread, NULL);
}

int main(void)
{
    if (pthread_create(&thread, NULL, job, NULL) != 0)
        return 1;
    event_loop(on_end); // expect: unproven global-write
    limit = 0;          // expect: unproven global-write
    return 0;
}
