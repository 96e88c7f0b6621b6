/* A configuration is frozen when all options are set, and only read from then on. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct config {
    int level;
    char name[16];
};

FBP_TASK int setup(const char *name)
{
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL)
        return 0;
    c->level = 1;
    for (int i = 0; i < 15 && name[i]; i++)
        c->name[i] = name[i];
    freeze(c);
    return c->level + c->name[0];
}
