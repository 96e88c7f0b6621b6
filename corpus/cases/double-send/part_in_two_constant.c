/* Two packets refer to the same constant header. */
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
    const struct header *header;
    int size;
};
static const struct header standard = {7};

FBP_TASK void produce(struct queue *out)
{
    struct packet *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    a->header = b->header = &standard;
    q_send(out, a);
    q_send(out, b);
}
