/* A filter that is always one message behind: each message is touched up to when it is sent, and no longer. */
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

FBP_TASK void delay(struct queue *in, struct queue *out)
{
    struct msg *before = q_receive(in), *m;
    if (before == NULL)
        return;
    while ((m = q_receive(in)) != NULL) {
        before->size -= m->size;
        q_send(out, before);
        before = m;
    }
    q_send(out, before);
}
