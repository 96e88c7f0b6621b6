/* A flag says whether the configuration was frozen; it is freed only if not. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct config {
    int level;
};

FBP_TASK void setup(int publish)
{
    int frozen = 0;
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL)
        return;
    if (publish) {
        freeze(c);
        frozen = 1;
    }
    if (!frozen) {
        c->level = 2;
        free(c);
    }
}
