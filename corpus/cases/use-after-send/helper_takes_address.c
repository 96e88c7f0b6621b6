/* A function that sends and sets the caller's pointer to NULL, as one should. */
// xfail: NULL that a callee stores is not known to be NULL
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static void give(struct queue *out, struct msg **m)
{
    q_send(out, *m);
    *m = NULL;
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 0;
    give(out, &m);
    if (m != NULL)
        m->size = 1;
    free(m);
}
