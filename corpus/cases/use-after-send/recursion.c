/* A function calls itself until there is nothing left to add, and then sends; its caller writes. */
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

static void fill(struct queue *out, struct msg *m, int n)
{
    if (n == 0) {
        q_send(out, m);
        return;
    }
    m->size += n;
    fill(out, m, n - 1);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 0;
    fill(out, m, 3);
    m->size = 0; // expect: use-after-send
}
