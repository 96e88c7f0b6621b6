/* A ring buffer on the heap, filled at one end and sent from the other. */
// xfail: slots of a ring are not told apart
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

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct ring {
    unsigned first, last;
    struct msg *slots[16];
};

static void ring_put(struct ring *r, struct msg *m)
{
    r->slots[r->last++ % 16] = m;
}

static struct msg *ring_get(struct ring *r)
{
    unsigned i = r->first++ % 16;
    struct msg *m = r->slots[i];
    r->slots[i] = NULL;
    return m;
}

FBP_TASK void produce(struct queue *out)
{
    struct ring *r = calloc(1, sizeof *r);
    if (r == NULL)
        return;
    for (int i = 0; i < 100; i++) {
        struct msg *m = calloc(1, sizeof *m);
        if (m == NULL)
            break;
        ring_put(r, m);
        if (i >= 8) {
            m = ring_get(r);
            m->size = i;
            q_send(out, m);
        }
    }
}
