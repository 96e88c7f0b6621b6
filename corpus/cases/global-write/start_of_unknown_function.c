/* The function that is started comes from a library: it may be one of ours that the library was given, or none of them.
 * That is no evidence. */
#include <pthread.h>
#include <stddef.h>

void library_register(void *(*callback)(void *));
void *(*library_callback(void))(void *);

static int events;

static void *on_event(void *argument)
{
    events++;    // expect: unproven global-write
    return argument;
}

int main(void)
{
    pthread_t thread;
    library_register(on_event); // expect: unproven global-write
    pthread_create(&thread, NULL, library_callback(), NULL); // expect: unproven global-write
    pthread_join(thread, NULL);
    return events;
}
