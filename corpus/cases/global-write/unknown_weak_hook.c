/* A weak function that nobody defines: if it is there, nobody knows what it does. */
#include <pthread.h>

__attribute__((weak)) void trace_hook(int n);

static void *worker(void *arg)
{
    if (trace_hook)
        trace_hook(1); // expect: unproven global-write
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
