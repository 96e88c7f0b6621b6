/* Every message refers to a static table of names that is const. */
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
    const struct kind *kind;
    const char *name;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);

static const struct kind plain = {4};

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->kind = &plain;
    m->name = "plain";
    q_send(out, m);
}
