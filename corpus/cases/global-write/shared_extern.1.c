/* The unit that writes sees only a plain extern; the definition says that it is shared. */
#include <pthread.h>

extern int generation;

static void *worker(void *arg)
{
    generation++;
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
