/* The message that waits is sent, but stays there; at the end it is sent again. */
// xfail: what waits since an earlier round is one of two
#include <fbp/annotate.h>
#include <stdlib.h>
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

FBP_TASK void delay(struct queue *in, struct queue *out)
{
    struct msg *waiting = NULL, *m;
    while ((m = q_receive(in)) != NULL) {
        if (waiting != NULL)
            q_send(out, waiting); // expect: double-send
        if (m->size > 0)
            waiting = m;
        else
            free(m);
    }
    if (waiting != NULL)
        q_send(out, waiting); // expect: double-send
}
