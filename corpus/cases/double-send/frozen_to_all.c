/* A frozen message may be sent to everybody. */
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
void *freeze(void *packet) FBP_FREEZES(1);

FBP_TASK void broadcast(struct queue *in, struct queue *a, struct queue *b)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->size = 1;
    freeze(m);
    q_send(a, m);
    q_send(b, m);
}
