/* A local variable of an immutable type is stored into a message, which publishes it; and then the message
 * is sent. It ends with the function all the same. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct FBP_IMMUTABLE limits {
    int low, high;
};

struct msg {
    const struct limits *limits;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out)
{
    struct limits l = {1, 9};
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->limits = &l;
    m->number = 3;
    q_send(out, m); // expect: unproven send-unowned
}
