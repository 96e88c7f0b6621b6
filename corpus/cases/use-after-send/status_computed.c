/* Whether the queue took the message is told by a status, and that is computed with before it is tested: not followed. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");

FBP_TASK void produce(struct queue *out)
{
    int *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    int status = q_try_send(out, m);
    if (status / 2 != 0)
        *m = 1; // expect: unproven use-after-send
}
