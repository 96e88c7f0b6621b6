/* What a thread-local variable refers to was allocated by this very task. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static _Thread_local struct msg *next;

FBP_TASK void produce(struct queue *out)
{
    next = calloc(1, sizeof *next);
    if (next == NULL)
        return;
    struct msg *m = next;
    next = NULL;
    q_send(out, m);
}
