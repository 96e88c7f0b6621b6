/* A helper remembers the message in the state and sends it. */
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

static void emit(struct queue *out, struct worker *w, struct msg *m)
{
    w->last = m;
    q_send(out, m); // expect: send-aliased
}

FBP_TASK void work(struct worker *w)
{
    struct queue *out = w->out;
    struct msg *m;
    while ((m = q_receive(w->in)) != NULL) {
        m->number++;
        emit(out, w, m);
    }
}
