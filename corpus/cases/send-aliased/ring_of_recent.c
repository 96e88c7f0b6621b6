/* A stage keeps the last packets in a ring of its own, and waits for the next one. */
#include <fbp/annotate.h>
#include <stddef.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct reading {
    int sensor, value;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct smoother {
    struct queue *in, *out;
    struct reading *before;
    int rounds;
};

FBP_TASK void smooth(struct smoother *s)
{
    struct reading *r;
    while ((r = q_receive(s->in)) != NULL) {
        s->rounds++;
        s->before = r;
        q_send(s->out, r); // expect: send-aliased
        // note: 's->before' still points to the one before
    }
}
