/* 'goto again' after a failed send. */
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

FBP_TASK int produce(struct queue *out)
{
    int tries = 0;
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return -1;
again:
    if (q_try_send(out, m) == 0)
        return 0;
    if (tries++ < 3)
        goto again;
    free(m);
    return -1;
}
