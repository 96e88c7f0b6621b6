/* The object that keeps what was sent is made after the send. */
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

struct note {
    struct msg *last;
};

FBP_TASK void work(struct queue *in, struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    q_send(out, m); // expect: unproven send-aliased
    struct note *n = malloc(sizeof *n);
    if (n == NULL)
        return;
    n->last = m;
    struct msg *answer = q_receive(in);
    if (answer != NULL)
        n->last = answer;
    free(n);
}
