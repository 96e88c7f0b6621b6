// A2-lent full -O1: use-after-send
#include "queue.h"

static int total;

static void *task(void *argument)
{
    int *n = argument;
    ++*n;
    return NULL;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, task, &total) != 0)
        return 1;
    int early = total; // here
    pthread_join(t, NULL);
    return early < 0;
}
