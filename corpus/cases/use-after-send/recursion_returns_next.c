/* Each call of a recursive function sends one message and makes the next one itself. */
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

static void countdown(struct queue *out, int n)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL || n == 0) {
        free(m);
        return;
    }
    m->size = n;
    q_send(out, m);
    countdown(out, n - 1);
}

FBP_TASK void produce(struct queue *out)
{
    countdown(out, 10);
}
