/* A helper allocates and fills the message; what it returns is the caller's. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static struct msg *msg_new(int size)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return NULL;
    m->size = size;
    m->text = calloc(1, (size_t)size);
    return m;
}

FBP_TASK void produce(struct queue *out)
{
    for (int i = 1; i < 5; i++) {
        struct msg *m = msg_new(i);
        if (m == NULL)
            break;
        q_send(out, m);
    }
}
