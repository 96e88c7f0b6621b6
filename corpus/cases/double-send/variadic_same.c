/* One call puts all its arguments into a queue; two of them are the same message. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
};

void q_send_all(struct queue *q, int count, ...) FBP_SENDS(3);

FBP_TASK void produce(struct queue *out)
{
    struct msg *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    q_send_all(out, 2, a, b);
    a = calloc(1, sizeof *a);
    q_send_all(out, 2, a, a); // expect: unproven double-send
}
