/* Messages are collected in a batch; a full one is sent and a new one begun. */
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
void *q_receive(struct queue *q) FBP_RECEIVES;

struct batch {
    int n;
    struct msg *messages[8];
};

FBP_TASK void collect(struct queue *in, struct queue *out)
{
    struct batch *b = calloc(1, sizeof *b);
    struct msg *m;
    while (b != NULL && (m = q_receive(in)) != NULL) {
        m->size++;
        b->messages[b->n++] = m;
        if (b->n == 8) {
            q_send(out, b);
            b = calloc(1, sizeof *b);
        }
    }
    if (b != NULL)
        q_send(out, b);
}
