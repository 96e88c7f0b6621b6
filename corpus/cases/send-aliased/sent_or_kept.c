/* A message is either kept in the state or sent. */
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
    struct msg *kept;
};

FBP_TASK void work(struct worker *w)
{
    struct msg *m = q_receive(w->in);
    if (m == NULL)
        return;
    if (m->number > 3)
        w->kept = m;
    else
        q_send(w->out, m);
}
