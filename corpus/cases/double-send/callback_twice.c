/* A function calls what it is given twice; that sends the same message each time. */
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

struct target {
    struct queue *out;
    struct msg *m;
};

static void twice(void (*call)(void *), void *context)
{
    call(context);
    call(context); // expect: double-send
}

static void send_it(void *context)
{
    struct target *t = context;
    q_send(t->out, t->m);
}

FBP_TASK void produce(struct queue *out)
{
    struct target t = {out, calloc(1, sizeof *t.m)};
    if (t.m == NULL)
        return;
    twice(send_it, &t);
}
