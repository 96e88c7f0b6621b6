/* The file that knows about queues. */
#include <fbp/annotate.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

void deliver(struct queue *out, struct msg *m)
{
    q_send(out, m);
}

int try_deliver(struct queue *out, struct msg *m)
{
    if (m->size > 100)
        return -1;
    q_send(out, m);
    return 0;
}
