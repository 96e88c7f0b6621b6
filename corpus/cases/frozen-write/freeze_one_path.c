/* Published configurations are frozen; the line after that forgets it. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct config {
    int level;
};

FBP_TASK void setup(int publish)
{
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL)
        return;
    if (publish)
        freeze(c);
    c->level = 2; // expect: frozen-write
}
