/* What was sent stays in a slot of a table of the sender's own: which slot is not known. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

struct worker {
    struct queue *in, *out;
    struct msg *recent[8];
    unsigned n;
};

FBP_TASK void work(struct worker *w)
{
    struct msg *m;
    while ((m = q_receive(w->in)) != NULL) {
        w->recent[w->n++ % 8] = m;
        q_send(w->out, m); // expect: unproven send-aliased
    }
}
