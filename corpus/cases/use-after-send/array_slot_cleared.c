/* A table of messages: each is sent when it is due, and its slot set to NULL. */
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
    struct msg *slots[4] = {0};
    for (int i = 0; i < 4; i++)
        slots[i] = calloc(1, sizeof **slots);
    for (int i = 0; i < 4; i++) {
        if (slots[i] != NULL)
            q_send(out, slots[i]);
        slots[i] = NULL;
    }
    for (int i = 0; i < 4; i++)
        if (slots[i] != NULL)
            slots[i]->size = i;
}
