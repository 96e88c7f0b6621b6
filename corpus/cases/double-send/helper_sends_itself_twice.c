/* A function gets two messages to send; its caller passes the same one for both. */
// xfail: that both parameters are the same is not known for sure
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
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    deliver(out, m, m); // expect: double-send
}
