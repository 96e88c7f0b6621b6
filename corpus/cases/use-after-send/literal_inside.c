/* A message refers to a string literal: that may be read after the message was sent. */
#include <fbp/annotate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct event {
    const char *name;
    int value;
};

FBP_TASK void produce(struct queue *out)
{
    struct event *e = calloc(1, sizeof *e);
    if (e == NULL)
        return;
    const char *name = "started";
    e->name = name;
    q_send(out, e);
    puts(name);
}
