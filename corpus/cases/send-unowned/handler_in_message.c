/* A function and a constant table in a message belong to everybody. */
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

struct operations {
    int (*run)(int);
};

struct task {
    const struct operations *ops;
    int argument;
};

static int twice(int x)
{
    return 2 * x;
}

static const struct operations doubling = {twice};

FBP_TASK void produce(struct queue *out)
{
    struct task *t = calloc(1, sizeof *t);
    if (t == NULL)
        return;
    t->ops = &doubling;
    q_send(out, t);
}
