/* Two packets hold the header by value: each has its own. */
// xfail: a copy of a member without pointers is thought to lead to what the original leads to
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
    struct header header;
    struct msg *body;
};

FBP_TASK void produce(struct queue *out)
{
    struct packet *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    a->body = calloc(1, sizeof *a->body);
    a->header.sequence = 1;
    b->header = a->header;
    q_send(out, a);
    q_send(out, b);
}
