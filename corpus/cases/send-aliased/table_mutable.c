/* Every message refers to a static table of names that is not const. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct kind {
    int size;
};

struct msg {
    struct kind *kind;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);

static struct kind plain = {4};

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->kind = &plain;
    q_send(out, m); // expect: send-aliased
                    // note: declare 'plain' const
}
