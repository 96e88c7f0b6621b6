/* The packet is sent, and then its body by a pointer that was kept. */
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
    struct packet *p = calloc(1, sizeof *p);
    struct msg *body = calloc(1, sizeof *body);
    if (p == NULL || body == NULL)
        return;
    p->body = body;
    q_send(out, p);
    q_send(out, body); // expect: double-send
}
