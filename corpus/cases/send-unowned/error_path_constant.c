/* On the error path a constant is sent. */
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

static const struct msg error = {.size = -1};

FBP_TASK void produce(struct queue *out, int fail)
{
    struct msg *m = fail ? NULL : calloc(1, sizeof *m);
    if (m == NULL)
        goto failed;
    q_send(out, m);
    return;
failed:
    q_send(out, (void *)&error);
}
