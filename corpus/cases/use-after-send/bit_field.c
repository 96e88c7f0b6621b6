/* A flag in the message that says it was sent is set after the send. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct frame {
    unsigned sent : 1;
    unsigned size : 15;
};

FBP_TASK void produce(struct queue *out)
{
    struct frame *f = calloc(1, sizeof *f);
    if (f == NULL)
        return;
    f->size = 10;
    q_send(out, f);
    f->sent = 1; // expect: use-after-send
}
