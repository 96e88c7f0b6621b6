/* A table is sorted and then frozen. */
#include <fbp/annotate.h>
#include <stdlib.h>

void *freeze(void *packet) FBP_FREEZES(1);

static int order(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

FBP_TASK int setup(void)
{
    int *values = calloc(4, sizeof *values);
    if (values == NULL)
        return 0;
    values[0] = 3;
    qsort(values, 4, sizeof *values, order);
    freeze(values);
    return values[3];
}
