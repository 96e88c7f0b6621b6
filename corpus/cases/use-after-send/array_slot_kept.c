/* The first message of a table is sent; its slot still shows it, and it is written through that. */
// xfail: slots filled in a loop are not told apart
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
    if (slots[0] == NULL)
        return;
    q_send(out, slots[0]);
    slots[0]->size = 1; // expect: use-after-send
}
