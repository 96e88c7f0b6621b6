/* One message of a table is sent, another one written. */
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
    struct msg *slots[2] = {calloc(1, sizeof **slots), calloc(1, sizeof **slots)};
    if (slots[0] == NULL || slots[1] == NULL)
        return;
    q_send(out, slots[0]);
    slots[1]->size = 1;
    free(slots[1]);
}
