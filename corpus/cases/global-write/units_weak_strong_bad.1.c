/* The weak default is harmless, the strong definition that replaces it is not. */
#include <pthread.h>
#include <stdio.h>

__attribute__((weak)) void on_start(void)
{
    puts("started");
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
