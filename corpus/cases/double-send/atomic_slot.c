/* The message that waits is taken out of an atomic slot of the task's own by an exchange. */
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

#include <stdatomic.h>

FBP_TASK void delay(struct queue *in, struct queue *out)
{
    _Atomic(struct msg *) waiting = NULL;
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        m = atomic_exchange(&waiting, m);
        if (m != NULL)
            q_send(out, m);
    }
}
