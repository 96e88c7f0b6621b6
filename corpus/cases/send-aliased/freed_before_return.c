/* The state still has the message when it is freed, before the task returns. */
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
    struct msg *last;
};

FBP_TASK void work(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    struct state *s = calloc(1, sizeof *s);
    if (s == NULL || m == NULL) {
        free(m);
        free(s);
        return;
    }
    s->last = m;
    q_send(out, m);
    free(s);
}
