/* Messages wait in a table of the sender's own, and leave their slot when they are sent. */
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
    struct msg *waiting[2];
};

FBP_TASK void work(struct worker *w)
{
    w->waiting[0] = w->waiting[1] = NULL;
    for (;;) {
        struct msg *m = q_receive(w->in);
        if (w->waiting[0] != NULL) {
            struct msg *first = w->waiting[0];
            w->waiting[0] = NULL;
            q_send(w->out, first);
        }
        w->waiting[0] = m;
    }
}
