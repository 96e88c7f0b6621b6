/* Two of the ways to send stand in a table; the message goes both ways. */
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

static void put_first(struct queue *q, void *m)
{
    q_send(q, m);
}

static void put_last(struct queue *q, void *m)
{
    q_send(q, m);
}

static void (*const ways[])(struct queue *, void *) = {put_first, put_last};

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    ways[0](out, m);
    ways[1](out, m); // expect: double-send
}
