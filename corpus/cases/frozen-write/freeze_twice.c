/* What is frozen may be frozen again. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK int setup(void)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return 0;
    freeze(m);
    freeze(m);
    return m->size;
}
