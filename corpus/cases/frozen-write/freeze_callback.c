/* A function that walks a frozen table calls back with each entry, and the callback changes it. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct table {
    int values[4];
};

static void each(struct table *t, void (*call)(int *))
{
    for (int i = 0; i < 4; i++)
        call(&t->values[i]);
}

static void clear(int *value)
{
    *value = 0; // expect: frozen-write
}

FBP_TASK void setup(void)
{
    struct table *t = calloc(1, sizeof *t);
    if (t == NULL)
        return;
    each(t, clear);
    freeze(t);
    each(t, clear);
}
