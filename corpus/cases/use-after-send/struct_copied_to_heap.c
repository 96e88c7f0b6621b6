/* Two packets come to share a body by an assignment of structs; one is sent, the body is written through the other. */
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
    struct packet *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    a->body = calloc(1, sizeof *a->body);
    if (a->body == NULL)
        return;
    *b = *a;
    q_send(out, a);
    b->body->size = 1; // expect: use-after-send
}
