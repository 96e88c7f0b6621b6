/* The message is copied with its body before it is sent. */
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
    struct packet *p = calloc(1, sizeof *p), *copy = malloc(sizeof *copy);
    if (p == NULL || copy == NULL)
        return;
    p->body = calloc(1, sizeof *p->body);
    *copy = *p;
    copy->body = malloc(sizeof *copy->body);
    if (p->body == NULL || copy->body == NULL)
        return;
    *copy->body = *p->body;
    q_send(out, p);
    copy->body->size = 1;
    q_send(out, copy);
}
