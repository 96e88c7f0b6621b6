/* A function makes a frozen message and hands it out; the caller writes it. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

static void make(struct msg **out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        abort();
    freeze(m);
    *out = m;
}

FBP_TASK void setup(void)
{
    struct msg *m;
    make(&m);
    m->size = 1; // expect: frozen-write
}
