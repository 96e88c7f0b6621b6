/* The message is copied as a struct before it is sent; but the copy's pointer refers to the same body. */
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

struct packet {
    int sequence;
    struct msg *body;
};

FBP_TASK void produce(struct queue *out)
{
    struct packet *p = calloc(1, sizeof *p);
    if (p == NULL)
        return;
    p->body = calloc(1, sizeof *p->body);
    if (p->body == NULL)
        return;
    struct packet copy = *p;
    q_send(out, p);
    copy.sequence = 1;
    copy.body->size = 1; // expect: use-after-send
}
