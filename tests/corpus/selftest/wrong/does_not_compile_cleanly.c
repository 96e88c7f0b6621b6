/* must say: the case does not compile cleanly */
#include <pthread.h>

static void *worker(void *arg)
{
    int unused;
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
