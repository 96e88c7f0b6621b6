/* A frozen variant is written by the other name of its member. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct variant {
    int kind;
    union {
        int number;
        float real;
    } u;
};

FBP_TASK void setup(void)
{
    struct variant *v = calloc(1, sizeof *v);
    if (v == NULL)
        return;
    v->u.number = 1;
    freeze(v);
    v->u.real = 1; // expect: frozen-write
}
