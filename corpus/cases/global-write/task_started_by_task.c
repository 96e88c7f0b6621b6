/* A task starts another. The path of the second begins at its own start: how the first came there is not part of it. */
#include <pthread.h>
#include <stddef.h>

void library_register(void (*callback)(void));
void (*library_callback(void))(void);

static int ticks;

static void *second(void *argument)
{
    ticks++;    // expect: global-write
    // note: 'second' is started here by 'on_open'
    return argument;
}

static void on_open(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, second, NULL);
}

static void on_close(void)
{
}

static void *first(void *argument)
{
    void (*callback)(void) = library_callback();    // expect: unproven global-write
    callback();    // expect: unproven global-write
    return argument;
}

int main(void)
{
    pthread_t thread;
    library_register(on_open);  // expect: unproven global-write
    library_register(on_close); // expect: unproven global-write
    pthread_create(&thread, NULL, first, NULL);
    pthread_join(thread, NULL);
    return ticks;
}
