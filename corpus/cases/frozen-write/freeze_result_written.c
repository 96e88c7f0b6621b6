/* freeze() gives back a pointer to what it froze; a cast takes the const away. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct config {
    int level;
};
const void *frozen(void *packet) FBP_FREEZES(1);

FBP_TASK void setup(void)
{
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL)
        return;
    const struct config *f = frozen(c);
    ((struct config *)f)->level = 2; // expect: frozen-write
}
