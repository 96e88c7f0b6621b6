/* The address of a parameter is sent instead of the parameter. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static void reply(struct queue *out, struct msg *m)
{
    q_send(out, &m); // expect: send-unowned
}

FBP_TASK void produce(struct queue *out)
{
    reply(out, calloc(1, sizeof(struct msg)));
}
