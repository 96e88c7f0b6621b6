/* A full queue is tried until it takes the message. */
#include <fbp/annotate.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void filter(struct queue *in, struct queue *out)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL)
        while (q_try_send(out, m) != 0)
            sched_yield();
}
