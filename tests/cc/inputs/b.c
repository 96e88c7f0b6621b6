#include "b.h"

static int calls;

int unused(void)
{
    return calls;
}

int twice(int n)
{
    calls++;
    return 2 * n;
}
