/* What was received is published, whoever sent it. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct FBP_IMMUTABLE table {
    int rows[8];
};

FBP_TASK void complete(struct queue *in)
{
    struct table *t = q_receive(in);
    if (t != NULL)
        t->rows[1] = 2; // expect: frozen-write
                        // note: received
}
