/* What sends is called through a table of operations, of which there is one. */
#include <fbp/annotate.h>
#include <stdio.h>
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

struct operations {
    void (*put)(struct queue *, void *);
    void (*end)(struct queue *);
};

static void put_now(struct queue *out, void *m)
{
    q_send(out, m);
}

static void end(struct queue *out)
{
    puts("end");
}

static const struct operations direct = {put_now, end};

static void produce_with(const struct operations *ops, struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 0;
    ops->put(out, m);
    m->size = 1; // expect: use-after-send
    ops->end(out);
}

FBP_TASK void produce(struct queue *out)
{
    produce_with(&direct, out);
}
