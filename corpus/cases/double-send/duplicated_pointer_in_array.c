/* An array is filled with one and the same message, and then each slot is sent. */
// xfail: slots of an array are not told apart
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
    struct msg *slots[4];
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    for (int i = 0; i < 4; i++)
        slots[i] = m;
    for (int i = 0; i < 4; i++)
        q_send(out, slots[i]); // expect: double-send
}
