/* A thread-local variable still has the message when the next one is waited for. */
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

static _Thread_local struct msg *last;

FBP_TASK void work(struct queue *in, struct queue *out)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        last = m;
        q_send(out, m); // expect: send-aliased
                        // note: 'last'
    }
}
