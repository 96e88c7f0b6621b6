/* A reply queue inside the message is a channel, and stays where it is. */
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

struct request {
    struct queue *reply;
    int number;
};

static struct queue replies;

FBP_TASK void produce(struct queue *out)
{
    struct request *r = calloc(1, sizeof *r);
    if (r == NULL)
        return;
    r->reply = &replies;
    q_send(out, r);
}
