/* One caller gives the helper a message of its own, the other a static one. */
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

static struct msg none;

static void reply(struct queue *out, struct msg *answer)
{
    q_send(out, answer); // expect: send-unowned
    // note: which is 'none', a static variable
    // note: 'reply' is called here by 'say_none'
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m != NULL)
        reply(out, m);
}

FBP_TASK void say_none(struct queue *out)
{
    reply(out, &none);
}
