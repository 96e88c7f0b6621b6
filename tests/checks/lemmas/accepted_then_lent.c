// R57-lent full -O1: use-after-send
#include "queue.h"

static int counted;

static void *first(void *argument)
{
    counted++; // fbp-ok(global-write): one task alone
    return argument;
}

static void *second(void *argument)
{
    int *p = argument;
    *p += 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, first, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    if (pthread_create(&t, NULL, second, &counted) != 0)
        return 1;
    counted = 0; // here
    pthread_join(t, NULL);
    return 0;
}
