#include "counter.h"
#include <pthread.h>

int hits;

static void *worker(void *arg)
{
    int mine = 0;
    bump(&mine);
    bump(&hits);
    other_work();
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
