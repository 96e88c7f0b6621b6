/* The cleanup at the end frees, also what was frozen. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct config {
    int level;
};

FBP_TASK int setup(int level)
{
    int status = -1;
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL || level < 0)
        goto done;
    c->level = level;
    freeze(c);
    status = 0;
done:
    free(c); // expect: frozen-write
    return status;
}
