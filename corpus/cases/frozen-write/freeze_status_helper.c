/* A function freezes on success and says so; on failure what it was given may be freed. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

static int publish(struct msg *m)
{
    if (m->size == 0)
        return -1;
    freeze(m);
    return 0;
}

FBP_TASK void setup(int size)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->size = size;
    if (publish(m) != 0)
        free(m);
}
