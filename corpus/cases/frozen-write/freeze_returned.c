/* A constructor returns what it froze; the caller reads. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct msg {
    int size;
    char text[60];
};

void *freeze(void *packet) FBP_FREEZES(1);

static const struct msg *make(int size)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    m->size = size;
    freeze(m);
    return m;
}

FBP_TASK int setup(void)
{
    const struct msg *a = make(1), *b = make(2);
    return a != NULL && b != NULL ? a->size + b->size : 0;
}
