/* Sent twice, and nobody expects it: the test must say so. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out)
{
    void *m = calloc(1, 8);
    q_send(out, m);
    q_send(out, m);
}
