/* Two packets share a header; both are sent. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct header {
    int sequence;
};
struct packet {
    struct header *header;
    int size;
};

FBP_TASK void produce(struct queue *out)
{
    struct header *h = calloc(1, sizeof *h);
    struct packet *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (h == NULL || a == NULL || b == NULL)
        return;
    a->header = h;
    b->header = h;
    q_send(out, a);
    q_send(out, b); // expect: double-send
}
