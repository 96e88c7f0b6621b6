/* What is in the state is forgotten only if the message was short. */
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

FBP_TASK void work(struct worker *w)
{
    struct msg *m;
    while ((m = q_receive(w->in)) != NULL) {
        int number = m->number;
        w->last = m;
        q_send(w->out, m); // expect: send-aliased
        if (number < 3)
            w->last = NULL;
    }
}
