/* A shared object with checks: cases/dlopen.c opens it. */
#include "by_hand.h"

static int counter;
static const struct fbp_global globals[] = {{&counter, sizeof counter, "counter", 0}};

__attribute__((constructor)) static void announce(void)
{
    __fbp_module(globals, globals + 1);
}

int count(int *sum, int write);
int count(int *sum, int write)
{
    WRITE(sum, READ(&counter) + 1);
    if (write)
        WRITE(&counter, 1);
    return READ(sum);
}
