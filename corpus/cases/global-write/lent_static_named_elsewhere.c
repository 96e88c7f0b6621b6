/* Another task names the object that was passed to the first. */
#include <pthread.h>

struct progress {
    int done;
};

static struct progress progress;

static void *copier(void *arg)
{
    struct progress *p = arg;
    for (int i = 0; i < 10; i++)
        p->done = i; // expect: global-write
    // note: progress
    return 0;
}

static void *meter(void *arg)
{
    *(int *)arg = progress.done;
    return 0;
}

int main(void)
{
    pthread_t a, b;
    int seen;
    if (pthread_create(&a, NULL, copier, &progress) != 0)
        return 1;
    if (pthread_create(&b, NULL, meter, &seen) != 0)
        return 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return seen;
}
