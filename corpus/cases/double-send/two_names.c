/* A message has two names, and is sent by each. */
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

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m), *last = m;
    if (m == NULL)
        return;
    m->size = 1;
    q_send(out, m);
    last->text[0] = 0; // expect: use-after-send
    q_send(out, last); // expect: double-send
}
