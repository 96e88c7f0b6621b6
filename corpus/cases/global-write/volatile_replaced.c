/* A volatile pointer that was set to the task's own object before it is used. */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    int mine;
    int *volatile p = &total;
    int seen = *p;
    p = &mine;
    *p = seen; // expect: unproven global-write
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
