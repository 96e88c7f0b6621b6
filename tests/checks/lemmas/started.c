// E3-started full -O1: global-write
#include "queue.h"

static int total;

static void *task(void *argument)
{
    total += *(int *)argument; // here
    return NULL;
}

int main(void)
{
    pthread_t t;
    int n = 1;
    if (pthread_create(&t, NULL, task, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return total == 0;
}
