/* A batch is an array of pointers to messages; when the batch was sent, so was each of them. */
// xfail: it is not sure that what is put at an index that is not constant is reached from there
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

struct batch {
    int n;
    struct msg *messages[8];
};

FBP_TASK void produce(struct queue *out)
{
    struct batch *b = calloc(1, sizeof *b);
    struct msg *m = malloc(sizeof *m);
    if (b == NULL || m == NULL)
        return;
    m->size = 1;
    b->messages[b->n++] = m;
    q_send(out, b);
    m->size = 2; // expect: use-after-send
}
