/* A function that counts is called before the freeze, which is fine, and after it. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

static void count(struct msg *m)
{
    m->size++; // expect: frozen-write
    // note: setup
}

FBP_TASK void setup(void)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    count(m);
    freeze(m);
    count(m);
}
