/* What a helper does with a message is given as a function: one sends it, the other one does not. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static void keep(struct queue *q, void *packet)
{
    (void)q;
    (void)packet;
}

static void apply(void (*what)(struct queue *, void *), struct queue *q, int *m)
{
    what(q, m);
}

FBP_TASK void produce(struct queue *out)
{
    int *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    apply(q_send, out, m);
}

FBP_TASK void look(struct queue *out)
{
    int *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    apply(keep, out, m);
    *m = 1; // expect: unproven use-after-send
    free(m); // expect: unproven use-after-send
}
