/* What was frozen is freed: somebody may be reading it. */
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
    freeze(c);
    free(c); // expect: frozen-write
}
