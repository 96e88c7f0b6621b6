/* Two buffers: the front is sent, the back becomes the front, a new back is made. */
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

FBP_TASK void render(struct queue *out)
{
    struct msg *front = calloc(1, sizeof *front), *back = calloc(1, sizeof *back);
    while (front != NULL && back != NULL) {
        front->size++;
        q_send(out, front);
        front = back;
        front->size--;
        back = calloc(1, sizeof *back);
    }
}
