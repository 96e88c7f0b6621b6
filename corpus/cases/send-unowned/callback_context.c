/* The context of a callback is the caller's frame; what the callback sends hangs there. */
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
    int sent;
};

static void each_line(void (*take)(void *context, const char *line), void *context)
{
    take(context, "one");
    take(context, "two");
}

static void send_line(void *context, const char *line)
{
    struct context *c = context;
    char *copy = strdup(line);
    if (copy == NULL)
        return;
    c->sent++;
    q_send(c->out, copy);
}

FBP_TASK void produce(struct queue *out)
{
    struct context c = {out, 0};
    each_line(send_line, &c);
}
