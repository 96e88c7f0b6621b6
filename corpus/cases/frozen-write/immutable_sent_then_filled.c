/* It is sent when it is half filled. */
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

FBP_TASK void announce(struct queue *out)
{
    struct table *t = calloc(1, sizeof *t);
    if (t == NULL)
        return;
    t->rows[0] = 1;
    q_send(out, t);
    t->rows[1] = 2; // expect: frozen-write
                    // note: sent through 'q_send'
}
