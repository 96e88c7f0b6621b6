/* A frozen message is sent and then written: frozen it stays. */
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

FBP_TASK void setup(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    freeze(m);
    q_send(out, m);
    m->size = 1; // expect: frozen-write
}
