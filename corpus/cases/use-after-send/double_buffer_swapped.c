/* Two buffers are swapped after each frame; the one that is drawn into next was sent the time before. */
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
    if (front == NULL || back == NULL)
        return;
    front->size = 1;
    q_send(out, front);
    struct msg *other = front;
    front = back;
    back = other;
    front->size = 2;
    q_send(out, front);
    other = front;
    front = back;
    back = other;
    front->size = 3; // expect: use-after-send
}
