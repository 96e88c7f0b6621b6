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
void *publish(void *packet) FBP_FREEZES(1);

static void *leave_alone(void *packet)
{
    return packet;
}

FBP_TASK int produce(struct queue *out, int public)
{
    void *(*finish)(void *) = public ? publish : leave_alone;
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return 0;
    finish(m);
    q_send(out, m);
    return m->size; // expect: use-after-send
}
