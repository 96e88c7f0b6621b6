/* Messages that come back are reused: they are new ones, whatever their address. */
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

FBP_TASK void produce(struct queue *out, struct queue *back)
{
    for (int i = 0; i < 100; i++) {
        struct msg *m = i < 10 ? calloc(1, sizeof *m) : q_receive(back);
        if (m == NULL)
            break;
        m->size = i;
        q_send(out, m);
    }
}
