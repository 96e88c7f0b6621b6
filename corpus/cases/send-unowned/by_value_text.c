/* The struct is passed by value, and the text that it refers to is sent: that was allocated. */
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

static void reply(struct queue *out, struct msg m)
{
    if (m.text != NULL)
        q_send(out, m.text);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg m = {.size = 3};
    m.text = calloc(1, 3);
    reply(out, m);
}
