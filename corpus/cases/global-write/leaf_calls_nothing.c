/* The library calls the function that it was given, but not when the task asks it for something that never calls anything. */
#include <pthread.h>
#include <stddef.h>

void library_on_event(void (*callback)(void));
int library_version(void) __attribute__((leaf));

static int events;

static void on_event(void)
{
    events++;
}

static void *worker(void *argument)
{
    return library_version() ? argument : NULL; // expect: unproven global-write
}

int main(void)
{
    pthread_t thread;
    library_on_event(on_event);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    return events;
}
