/* A task calls what a library gave it: it may be one of our functions that the library was given. That is no evidence. */
#include <pthread.h>
#include <stddef.h>

void library_register(void (*callback)(void));
void (*library_callback(void))(void);

static int opened, closed;

static void on_open(void)
{
    opened++;    // expect: unproven global-write
}

static void on_close(void)
{
    closed++;    // expect: unproven global-write
}

static void *worker(void *argument)
{
    void (*callback)(void) = library_callback();    // expect: unproven global-write
    callback();    // expect: unproven global-write
    return argument;
}

int main(void)
{
    pthread_t thread;
    library_register(on_open);
    library_register(on_close);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    return opened + closed;
}
