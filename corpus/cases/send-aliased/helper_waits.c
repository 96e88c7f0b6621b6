/* The next message is received by a helper; the state still has the one before. */
// xfail: of what one of two calls has received it is not known for sure that it is what is sent
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    struct msg *next;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

struct worker {
    struct queue *in, *out;
    struct msg *last;
};

static struct msg *next(struct worker *w)
{
    return q_receive(w->in);
}

FBP_TASK void work(struct worker *w)
{
    struct msg *m = next(w);
    while (m != NULL) {
        w->last = m;
        q_send(w->out, m); // expect: send-aliased
                           // note: waits for another packet
        m = next(w);
    }
}
