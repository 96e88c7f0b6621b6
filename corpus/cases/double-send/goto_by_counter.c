/* A state machine that goes by a table of labels, one step after the other: no label is passed twice. Which one
 * is next hangs on a counter, of which fbp-check loses count: it cannot prove this, and it must not call it wrong. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out)
{
    static void *const labels[] = {&&fill, &&give, &&done};
    struct msg *m = malloc(sizeof *m);
    unsigned step = 0;
    if (m == NULL)
        return;
    goto *labels[step++];
fill:
    m->size = 1; // expect: unproven use-after-send
    goto *labels[step++];
give:
    q_send(out, m); // expect: unproven double-send
    goto *labels[step++];
done:
    return;
}
