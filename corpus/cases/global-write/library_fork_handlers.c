/* What is given to pthread_atfork runs in the task that forks. */
#include <pthread.h>
#include <unistd.h>

static int forks;

static void before(void)
{
    forks++; // expect: global-write
}

static void *worker(void *arg)
{
    return fork() < 0 ? arg : NULL;
}

int main(void)
{
    pthread_t t;
    pthread_atfork(before, NULL, NULL);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
