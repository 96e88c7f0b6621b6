/* A reference count in the message itself: dropping one's reference after the send touches what was sent. */
// xfail: what is reported at the call is reported as unproven in the callee, too
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct text {
    int references;
    char *bytes;
};

static void release(struct text *t)
{
    if (--t->references == 0) {
        free(t->bytes);
        free(t);
    }
}

FBP_TASK void produce(struct queue *out)
{
    struct text *t = calloc(1, sizeof *t);
    if (t == NULL)
        return;
    t->references = 2;
    q_send(out, t);
    release(t); // expect: use-after-send
}
