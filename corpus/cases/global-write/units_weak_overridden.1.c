/* The weak default counts in a global, but the strong definition takes its place. */
#include <pthread.h>

static int calls;

__attribute__((weak)) void on_start(void)
{
    calls++;
}

static void *worker(void *arg)
{
    on_start();
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
