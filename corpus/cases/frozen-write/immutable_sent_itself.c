/* The object itself is sent, to several, and still read. */
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

FBP_TASK void announce(struct queue *a, struct queue *b)
{
    struct table *t = calloc(1, sizeof *t);
    if (t == NULL)
        return;
    for (int i = 0; i < 8; i++)
        t->rows[i] = i;
    q_send(a, t);
    q_send(b, t);
    if (t->rows[2] != 2)
        q_send(a, t);
}
