/* A message is published by what a pointer to a function says, which may be nothing; then it is
 * sent. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void q_get(struct queue *q, void *place) FBP_RECEIVES_INTO(2);

static void get_nothing(struct queue *q, void *place)
{
    (void)q;
    (void)place;
}

FBP_TASK void pass(struct queue *in, struct queue *out, int more)
{
    void (*get)(struct queue *, void *) = more ? q_get : get_nothing;
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    q_send(out, m);
    get(in, &m);
    m->size = 1; // expect: unproven use-after-send
}
