/* A second pointer, taken before the configuration was frozen, is used to change it. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct config {
    int level;
};

FBP_TASK void setup(void)
{
    struct config *c = calloc(1, sizeof *c), *edited = c;
    if (c == NULL)
        return;
    freeze(c);
    edited->level = 2; // expect: frozen-write
}
