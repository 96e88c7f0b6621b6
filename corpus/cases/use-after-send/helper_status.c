/* A function that sends on success and says so: only on failure the message is still ours. */
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

static int put(struct queue *out, struct msg *m)
{
    if (m->size == 0)
        return -1;
    q_send(out, m);
    return 0;
}

FBP_TASK void produce(struct queue *out, int n)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = n;
    if (put(out, m) != 0)
        free(m);
}
