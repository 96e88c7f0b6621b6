/* A thread runs a function of a library, which calls what the library was given, beside main. */
#include <pthread.h>
#include <stddef.h>

void library_on_event(void (*callback)(void));
void *library_loop(void *);

static int events, level;

static void on_event(void)
{
    events += level; // expect: unproven global-write
}

int main(void)
{
    pthread_t thread;
    library_on_event(on_event);
    pthread_create(&thread, NULL, library_loop, NULL);
    level = 1; // expect: unproven global-write
    pthread_join(thread, NULL);
    level = 2;
    return events;
}
