/* A packet is copied by assignment and both are sent: they share the body. */
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
    struct msg *body;
    int size;
};

FBP_TASK void produce(struct queue *out)
{
    struct packet *a = calloc(1, sizeof *a), *b = malloc(sizeof *b);
    if (a == NULL || b == NULL)
        return;
    a->body = calloc(1, sizeof *a->body);
    if (a->body == NULL)
        return;
    *b = *a;
    q_send(out, a);
    q_send(out, b); // expect: double-send
}
