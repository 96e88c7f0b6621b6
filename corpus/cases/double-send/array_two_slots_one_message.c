/* Two slots of an array hold the same message. */
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

FBP_TASK void produce(struct queue *out)
{
    struct msg *slots[2];
    slots[0] = calloc(1, sizeof **slots);
    slots[1] = slots[0];
    if (slots[0] == NULL)
        return;
    q_send(out, slots[0]);
    q_send(out, slots[1]); // expect: double-send
}
