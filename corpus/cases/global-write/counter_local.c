/* The same counter, kept on the task's stack and returned. */
#include <pthread.h>
#include <stdint.h>

static void *worker(void *arg)
{
    const char *text = arg;
    uintptr_t n = 0;
    while (*text++)
        n++;
    return (void *)n;
}

int main(void)
{
    pthread_t t;
    void *n;
    if (pthread_create(&t, NULL, worker, "some text") != 0)
        return 1;
    pthread_join(t, &n);
    return (int)(uintptr_t)n;
}
