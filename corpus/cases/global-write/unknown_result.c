/* What an unknown function returns may be anything. */
#include <pthread.h>

int *get_slot(void);

static void *worker(void *arg)
{
    int *p = get_slot(); // expect: unproven global-write
    *p = 1;              // expect: unproven global-write
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
