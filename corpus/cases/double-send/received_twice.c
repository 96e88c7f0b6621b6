/* Two messages are received and each is sent once. */
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

FBP_TASK void zip(struct queue *a, struct queue *b, struct queue *out)
{
    struct msg *x, *y;
    while ((x = q_receive(a)) != NULL && (y = q_receive(b)) != NULL) {
        x->size += y->size;
        q_send(out, x);
        q_send(out, y);
    }
}
