/* A thread-local variable has the message while it is worked on. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    struct msg *next;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

static _Thread_local struct msg *current;

static void bump(void)
{
    current->number++;
}

FBP_TASK void work(struct queue *in, struct queue *out)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        current = m;
        bump();
        current = NULL;
        q_send(out, m);
    }
}
