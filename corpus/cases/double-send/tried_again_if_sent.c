/* A loop that is to try again goes on as long as it works. */
#include <fbp/annotate.h>
#include <sched.h>
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
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    while (q_try_send(out, m) == 0) // expect: double-send
        sched_yield();
}
