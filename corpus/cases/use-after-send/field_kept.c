/* A decoder sends the frame in its state, and counts it in the frame itself. */
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

struct decoder {
    struct msg *frame;
    int frames;
};

FBP_TASK void decode(struct queue *out)
{
    struct decoder *d = calloc(1, sizeof *d);
    if (d == NULL)
        return;
    d->frame = calloc(1, sizeof *d->frame);
    if (d->frame == NULL)
        return;
    q_send(out, d->frame);
    d->frame->size++; // expect: use-after-send
    d->frame = NULL;
    free(d);
}
