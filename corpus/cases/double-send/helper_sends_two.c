/* A function gets two messages to send, and they are two. */
// xfail: that parameters are different is not known
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

static void deliver(struct queue *out, struct msg *first, struct msg *second)
{
    q_send(out, first);
    q_send(out, second);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    deliver(out, a, b);
}
