/* The table is frozen; what its pointer leads to is frozen, too. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct table {
    int n;
    int *values;
};

FBP_TASK void setup(void)
{
    struct table *t = calloc(1, sizeof *t);
    int *values = calloc(4, sizeof *values);
    if (t == NULL || values == NULL)
        return;
    t->values = values;
    t->n = 4;
    freeze(t);
    values[0] = 1; // expect: frozen-write
}
