/* A function that returns true if it sent; the caller frees what it did not. */
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

#include <stdbool.h>

static bool put(struct queue *out, struct msg *m)
{
    if (m->size == 0)
        return false;
    q_send(out, m);
    return true;
}

FBP_TASK void produce(struct queue *out, int n)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = n;
    if (!put(out, m))
        free(m);
}
