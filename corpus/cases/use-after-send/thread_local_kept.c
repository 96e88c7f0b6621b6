/* The current message is kept in a thread-local variable, sent, and written through it. */
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

static _Thread_local struct msg *now;

FBP_TASK void produce(struct queue *out)
{
    now = calloc(1, sizeof *now);
    if (now == NULL)
        return;
    q_send(out, now);
    now->size = 1; // expect: use-after-send
    now = NULL;
}
