/* A message is exchanged for the one that waits; what came out is sent. */
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

static struct msg *exchange(struct msg **slot, struct msg *m)
{
    struct msg *old = *slot;
    *slot = m;
    return old;
}

FBP_TASK void delay(struct queue *in, struct queue *out)
{
    struct msg *waiting = NULL, *m;
    while ((m = q_receive(in)) != NULL) {
        m = exchange(&waiting, m);
        if (m != NULL)
            q_send(out, m);
    }
    if (waiting != NULL)
        q_send(out, waiting);
}
