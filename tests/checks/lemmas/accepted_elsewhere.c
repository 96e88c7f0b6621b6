// R57-place full -O1: global-write
#include "queue.h"

static int counted, forgotten;

static void *task(void *argument)
{
    counted++;   // fbp-ok(global-write): one task alone
    forgotten++; // here
    return argument;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, task, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return counted + forgotten == 0;
}
