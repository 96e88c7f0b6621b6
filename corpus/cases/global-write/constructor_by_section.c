/* A function that the loader calls before main, because its address stands in a section. It gives the static
 * counter to a variable that tasks follow. */
#include <pthread.h>

static int count, *counter;

static void prepare(void)
{
    counter = &count;
}

__attribute__((section(".init_array"), used)) static void (*const entry)(void) = prepare;

static void *worker(void *arg)
{
    *counter = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
