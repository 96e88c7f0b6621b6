// A2-shared full -O1: global-write
#include "queue.h"

static int counted FBP_SHARED("a counter for people");
static int total;

static void *task(void *argument)
{
    (void)argument;
    counted++;
    total++; // here
    return NULL;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, task, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return total == 0 || counted == 0;
}
