/* The current message is kept in a thread-local variable, which gets another one after each send. */
// xfail: what a thread-local variable refers to is taken for the variable, where a callee sends it
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

static int begin(void)
{
    now = calloc(1, sizeof *now);
    return now != NULL;
}

static void finish(struct queue *out)
{
    q_send(out, now);
    now = NULL;
}

FBP_TASK void produce(struct queue *out)
{
    while (begin()) {
        now->size = 1;
        finish(out);
    }
}
