/* The variable lives across the rounds; after each send it gets a new message. */
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
    struct msg *m = malloc(sizeof *m);
    for (int i = 0; m != NULL; i++) {
        m->size = i;
        q_send(out, m);
        m = malloc(sizeof *m);
    }
}
