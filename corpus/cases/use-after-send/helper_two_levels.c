/* What sends is two calls away; the caller goes on writing. */
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

static void forward(struct queue *out, struct msg *m)
{
    q_send(out, m);
}

static void deliver(struct queue *out, struct msg *m)
{
    m->size++;
    forward(out, m);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 0;
    deliver(out, m);
    m->size = 0; // expect: use-after-send
}
