/* Delta coding: each size minus the one before, which is read from a message that has long been sent. */
// xfail: the message of the round before is not known to be the one that was sent
#include <fbp/annotate.h>
#include <stddef.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void delta(struct queue *in, struct queue *out)
{
    struct msg *before = NULL, *m;
    while ((m = q_receive(in)) != NULL) {
        if (before != NULL)
            m->size -= before->size; // expect: use-after-send
        q_send(out, m);
        before = m;
    }
}
