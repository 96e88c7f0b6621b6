/* A send that returns how many wait, or a negative error. */
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

int q_push(struct queue *q, void *packet) FBP_SENDS_IF(2, "nonnegative");

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    int waiting = q_push(out, m);
    if (waiting < 0) {
        m->size = waiting;
        free(m);
    }
}
