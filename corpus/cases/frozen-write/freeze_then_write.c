/* A configuration is frozen, and then one more option is set. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct config {
    int level;
};

FBP_TASK void setup(void)
{
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL)
        return;
    c->level = 1;
    freeze(c);
    c->level = 2; // expect: frozen-write
}
