/* A frozen table is sorted in place. */
#include <fbp/annotate.h>
#include <stdlib.h>

void *freeze(void *packet) FBP_FREEZES(1);

static int order(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

FBP_TASK void setup(void)
{
    int *values = calloc(4, sizeof *values);
    if (values == NULL)
        return;
    values[0] = 3;
    freeze(values);
    qsort(values, 4, sizeof *values, order); // expect: frozen-write
}
