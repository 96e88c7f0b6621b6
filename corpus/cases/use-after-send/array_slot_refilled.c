/* A table of messages: whichever is due is sent, and another one put in its place. */
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

FBP_TASK void produce(struct queue *out, int n)
{
    struct msg *slots[4] = {0};
    for (int i = 0; i < n; i++) {
        struct msg *old = slots[i % 4];
        slots[i % 4] = calloc(1, sizeof **slots);
        if (old != NULL) {
            old->size = i;
            q_send(out, old);
        }
    }
}
