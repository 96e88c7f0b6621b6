/* The body is sent ahead and taken out of the packet, which is sent then. */
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

FBP_TASK void produce(struct queue *out, struct queue *ahead)
{
    struct packet *p = calloc(1, sizeof *p);
    if (p == NULL)
        return;
    p->body = calloc(1, sizeof *p->body);
    if (p->body == NULL)
        return;
    q_send(ahead, p->body);
    p->body = NULL;
    q_send(out, p);
}
