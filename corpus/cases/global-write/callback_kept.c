/* What unknown code was given it may run at any later call of unknown code. */
#include <pthread.h>
#include <stddef.h>

void event_add(void (*on_click)(void));
void event_loop(void);

static int count;
static pthread_t thread;

static void *job(void *argument)
{
    return count == 0 ? argument : NULL;
}

static void on_click(void)
{
    pthread_create(&thread, NULL, job, NULL);
}

static void wait(void)
{
    event_loop(); // expect: unproven global-write
}

int main(void)
{
    event_add(on_click); // expect: unproven global-write
    wait();
    count = 2; // expect: unproven global-write
    return count;
}
