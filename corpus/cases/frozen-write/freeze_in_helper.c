/* A function that publishes freezes what it is given; its caller goes on writing. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

static void publish(struct msg *m)
{
    m->text[0] = 'p';
    freeze(m);
}

FBP_TASK void setup(void)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    publish(m);
    m->size = 1; // expect: frozen-write
}
