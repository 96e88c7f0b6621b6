/* Status codes other than zero and one; only the code for a full queue leaves the message here. */
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

int q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero");

enum status { OK, FULL, CLOSED };

static enum status put(struct queue *q, struct msg *m, int open)
{
    if (!open) {
        free(m);
        return CLOSED;
    }
    return q_try_send(q, m) == 0 ? OK : FULL;
}

FBP_TASK void produce(struct queue *out, int open)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    if (put(out, m, open) == FULL)
        free(m);
}
