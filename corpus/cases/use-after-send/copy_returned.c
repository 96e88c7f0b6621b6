/* A function returns a copy of a message; the copy is sent, the original goes on being used. */
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

static struct msg *copy_of(const struct msg *m)
{
    struct msg *copy = malloc(sizeof *copy);
    if (copy == NULL)
        abort();
    memcpy(copy, m, sizeof *copy);
    return copy;
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    for (int i = 0; i < 10; i++) {
        m->size = i;
        q_send(out, copy_of(m));
    }
    free(m);
}
