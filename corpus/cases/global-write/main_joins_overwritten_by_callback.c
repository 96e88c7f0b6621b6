/* Code that nobody knows calls a function, between the starts and the joins, that puts another handle
 * into the array: one task is not waited for. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;
static pthread_t handles[MAX], other;

void on_event(void (*hook)(void));
void poll_events(void);

static void *idle(void *arg)
{
    return arg;
}

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

static void hook(void)
{
    handles[0] = other;
}

int main(void)
{
    int sums[MAX] = {0};
    on_event(hook);
    pthread_create(&other, NULL, idle, NULL);
    for (int i = 0; i < MAX; i++)
        pthread_create(&handles[i], NULL, worker, &sums[i]);
    poll_events(); // expect: unproven global-write
    for (int i = 0; i < MAX; i++)
        pthread_join(handles[i], NULL);
    limit = 0; // expect: unproven global-write
    return sums[0]; // expect: unproven use-after-send
}
