/* A branch of a switch that sends falls through into one that writes. */
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

FBP_TASK void route(struct queue *in, struct queue *a)
{
    struct msg *m = q_receive(in);
    if (m == NULL)
        return;
    switch (m->size) {
    case 0:
        q_send(a, m);
        __attribute__((fallthrough));
    case 1:
        m->text[0] = 0; // expect: use-after-send
        break;
    default:
        free(m);
    }
}
