/* A function says whether it sent; the caller sends elsewhere if it did not. */
#include <fbp/annotate.h>
#include <stddef.h>
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

static int deliver(struct queue *out, struct msg *m)
{
    if (m->size > 10)
        return -1;
    q_send(out, m);
    return 0;
}

FBP_TASK void route(struct queue *in, struct queue *a, struct queue *b)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL)
        if (deliver(a, m) < 0)
            q_send(b, m);
}
