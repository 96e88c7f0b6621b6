/* The queue's own macro of a send, a static inline function, hides nothing. */
#include <fbp/annotate.h>
#include <stdio.h>
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

static inline void push(struct queue *q, struct msg *m)
{
    q_send(q, m);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    push(out, m);
    if (m->size > 0) // expect: use-after-send
        puts("sent");
}
