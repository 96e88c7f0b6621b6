/* A function that sends what it is given is called twice, with two messages. */
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

static void deliver(struct queue *out, struct msg *m)
{
    q_send(out, m);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    deliver(out, m);
    m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    deliver(out, m);
}
