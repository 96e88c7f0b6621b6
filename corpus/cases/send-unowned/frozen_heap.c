/* A message is frozen, shared and sent. */
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

void freeze(void *packet) FBP_FREEZES(1);
void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *a, struct queue *b)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    freeze(m);
    q_send(a, m);
    q_send(b, m);
}
