/* A message is offered until it is taken, and then sent once more. */
// xfail: a send that is tried again in a loop is no evidence, as its result is tested in another round
#include <fbp/annotate.h>
#include <stdbool.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    struct msg *next;
};

bool q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "nonzero");
void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    while (!q_try_send(out, m))
        m->size++;
    q_send(out, m); // expect: double-send
}
