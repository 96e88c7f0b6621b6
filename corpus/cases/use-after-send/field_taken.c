/* A decoder keeps the frame it works on in its state; it is taken out, changed and sent. */
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
    for (int i = 0; i < 10; i++) {
        d->frame = calloc(1, sizeof *d->frame);
        if (d->frame == NULL)
            break;
        d->frame->size = i;
        struct msg *done = d->frame;
        d->frame = NULL;
        done->size++;
        q_send(out, done);
        d->frames++;
    }
    free(d);
}
