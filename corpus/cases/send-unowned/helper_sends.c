/* A helper sends what it is given: a local variable of its caller. */
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

static void reply(struct queue *out, struct msg *answer)
{
    answer->size = 1;
    q_send(out, answer); // expect: send-unowned
    // note: which is 'm', a local variable of 'produce'
    // note: 'reply' is called here by 'produce'
}

FBP_TASK void produce(struct queue *out)
{
    struct msg m = {0};
    reply(out, &m);
}
