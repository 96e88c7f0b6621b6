/* Sending may fail, and nobody looks: if it did not, this frees the receiver's message. */
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

int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 1;
    q_try_send(out, m);
    free(m); // expect: use-after-send
}
