/* The worker keeps the message in its state while it works on it, and forgets it when it is sent. */
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
    struct msg *current;
};

FBP_TASK void work(struct worker *w)
{
    struct msg *m;
    while ((m = q_receive(w->in)) != NULL) {
        w->current = m;
        m->number++;
        q_send(w->out, m);
        w->current = NULL;
    }
}
