/* One variable for all messages: each round allocates a new one before it writes. */
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
    for (int i = 0; i < 100; i++) {
        struct msg *m = malloc(sizeof *m);
        if (m == NULL)
            return;
        m->size = i;
        q_send(out, m);
    }
}
