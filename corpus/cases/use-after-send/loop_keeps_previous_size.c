/* Delta coding as it should be: the size before is kept, not the message. */
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
    struct msg *m;
    int before = 0;
    while ((m = q_receive(in)) != NULL) {
        int size = m->size;
        m->size -= before;
        before = size;
        q_send(out, m);
    }
}
