/* A constant message says that this was the last one. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static const struct msg last = {.size = -1};

FBP_TASK void produce(struct queue *out)
{
    q_send(out, (void *)&last);
}
