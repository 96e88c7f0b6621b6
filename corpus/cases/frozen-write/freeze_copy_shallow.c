/* Whoever wants to change a frozen table copies it first; but the copy's pointer leads to what is frozen. */
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
    if (t == NULL)
        return;
    t->values = calloc(4, sizeof *t->values);
    if (t->values == NULL)
        return;
    freeze(t);
    struct table mine = *t;
    mine.n = 1;
    mine.values[0] = 1; // expect: frozen-write
}
