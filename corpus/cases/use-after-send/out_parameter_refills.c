/* A function that makes the next message and puts it where it is told. */
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

static int next(struct msg **m, int size)
{
    *m = malloc(sizeof **m);
    if (*m == NULL)
        return -1;
    (*m)->size = size;
    return 0;
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m;
    for (int i = 0; next(&m, i) == 0; i++) {
        m->text[0] = 'x';
        q_send(out, m);
    }
}
