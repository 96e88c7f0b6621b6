/* The state is a local variable: what it still says is nobody else's business. */
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

struct state {
    int seen;
    struct msg *last;
};

FBP_TASK int work(struct queue *in, struct queue *out)
{
    struct msg *m;
    struct state s = {0, NULL};
    while ((m = q_receive(in)) != NULL) {
        s.seen++;
        s.last = m;
        q_send(out, m);
    }
    return s.seen;
}
