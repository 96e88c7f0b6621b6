/* A callback sends its context, which is a variable of the frame. */
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

struct context {
    struct queue *out;
    int lines;
};

static void done(void *context)
{
    struct context *c = context;
    q_send(c->out, c); // expect: send-unowned
}

static void run(void (*at_end)(void *context), void *context)
{
    at_end(context);
}

FBP_TASK void produce(struct queue *out)
{
    struct context c = {out, 0};
    run(done, &c);
}
