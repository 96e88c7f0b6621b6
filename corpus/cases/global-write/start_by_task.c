/* A task starts another one, lends it a local and joins it; the inner one writes a global. */
#include <pthread.h>

static int log_lines;

static void *inner(void *arg)
{
    int *n = arg;
    ++*n;
    log_lines++; // expect: global-write
    // note: inner
    return 0;
}

static void *outer(void *arg)
{
    pthread_t t;
    int n = 0;
    if (pthread_create(&t, NULL, inner, &n) != 0)
        return 0;
    pthread_join(t, NULL);
    *(int *)arg = n;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    if (pthread_create(&t, NULL, outer, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
