/* The address of a local goes into a global: from then on the local is global, too. */
#include <pthread.h>

static int *best;

static void *worker(void *arg)
{
    int mine = 0;
    mine = 1;
    best = &mine; // expect: global-write
    mine = 2;     // expect: global-write
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
