/* A message with a header and a body, allocated apart, is sent; the header is reused for the next message. */
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

struct header {
    int sequence;
};
struct packet {
    struct header *header;
    struct msg *body;
};

FBP_TASK void produce(struct queue *out)
{
    struct header *h = calloc(1, sizeof *h);
    if (h == NULL)
        return;
    struct packet *p = calloc(1, sizeof *p);
    if (p == NULL)
        return;
    p->header = h;
    p->body = malloc(sizeof *p->body);
    q_send(out, p);
    h->sequence++; // expect: use-after-send
}
