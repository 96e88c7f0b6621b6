/* Two messages are received, one is hung into the other, and both are sent. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct packet {
    struct packet *attached;
    int size;
};

FBP_TASK void join(struct queue *a, struct queue *b, struct queue *out)
{
    struct packet *x = q_receive(a), *y = q_receive(b);
    if (x == NULL || y == NULL)
        return;
    x->attached = y;
    q_send(out, x);
    q_send(out, y); // expect: double-send
}
