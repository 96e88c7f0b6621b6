// A1-shown full -O1: use-after-send
#include "queue.h"

static void *task(void *argument)
{
    int *n = argument;
    ++*n;
    return NULL;
}

int main(void)
{
    pthread_t t;
    int n = 1;
    if (pthread_create(&t, NULL, task, &n) != 0)
        return 1;
    n = 2; // here
    pthread_join(t, NULL);
    return n == 0;
}
