/* The last message is sent to the end of the line, after the loop has sent it. */
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
        if (m == NULL)
            return;
        int size = m->size;
        q_send(out, m);
        if (size == 0)
            break;
    }
    q_send(last, m); // expect: double-send
}
