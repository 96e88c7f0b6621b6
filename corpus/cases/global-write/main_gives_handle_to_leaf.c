/* A library function that calls nothing of the program may still wait for the thread whose handle it is given. */
#include <pthread.h>
#include <stddef.h>

__attribute__((leaf)) void wait_for(pthread_t thread);

static int limit;

static void *reader(void *argument)
{
    return limit == 0 ? argument : NULL;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, reader, NULL) != 0)
        return 1;
    wait_for(thread); // expect: unproven global-write
    limit = 1;        // expect: unproven global-write
    return 0;
}
