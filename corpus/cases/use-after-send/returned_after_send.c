/* A function sends what it makes and returns it, too; its caller writes. */
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

static struct msg *make(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        abort();
    q_send(out, m);
    return m;
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = make(out);
    m->size = 1; // expect: use-after-send
}
