/* Nothing is reported. */
#include <pthread.h>
#include <stdlib.h>

static void *worker(void *arg)
{
    int *total = malloc(sizeof *total);
    if (total)
        *total = 1;
    free(total);
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
