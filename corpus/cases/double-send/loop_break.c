/* The last message is sent when the loop was left; the loop sends all but that one. */
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

FBP_TASK void filter(struct queue *in, struct queue *out, struct queue *last)
{
    struct msg *m;
    for (;;) {
        m = q_receive(in);
        if (m == NULL || m->size == 0)
            break;
        q_send(out, m);
    }
    if (m != NULL)
        q_send(last, m);
}
