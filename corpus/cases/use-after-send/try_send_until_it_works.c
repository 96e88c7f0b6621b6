/* A full queue is tried again and again; after that the message is gone, and its size is asked for. */
#include <fbp/annotate.h>
#include <sched.h>
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

int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 1;
    while (q_try_send(out, m) != 0) {
        m->size++;
        sched_yield();
    }
    printf("%d tries\n", m->size); // expect: use-after-send
}
