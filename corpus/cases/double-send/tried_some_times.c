/* A full queue is tried at most three times; then the message is dropped. */
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
    struct msg *m = calloc(1, sizeof *m);
    int tries, status = -1;
    if (m == NULL)
        return;
    for (tries = 0; tries < 3 && status != 0; tries++)
        status = q_try_send(out, m);
    if (status != 0)
        free(m);
}
