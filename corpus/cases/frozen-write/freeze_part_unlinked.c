/* A scratch buffer is taken out of the table before the table is frozen; it may still be written. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct table {
    int n;
    int *scratch;
};

FBP_TASK void setup(void)
{
    struct table *t = calloc(1, sizeof *t);
    int *scratch = calloc(4, sizeof *scratch);
    if (t == NULL || scratch == NULL)
        return;
    t->scratch = scratch;
    scratch[0] = 1;
    t->scratch = NULL;
    freeze(t);
    scratch[0] = 2;
    free(scratch);
}
