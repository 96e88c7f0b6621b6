/* One task freezes and sends, the other one writes what it receives: that may be the frozen one. */
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
void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void publish(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    freeze(m);
    q_send(out, m);
}

FBP_TASK void consume(struct queue *in)
{
    struct msg *m = q_receive(in);
    if (m != NULL)
        m->size = 1; // expect: unproven frozen-write
}
