/* A message refers to the same body twice; it is sent once, and so is the body. */
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

struct packet {
    struct msg *front, *back;
};

FBP_TASK void produce(struct queue *out)
{
    struct packet *p = calloc(1, sizeof *p);
    if (p == NULL)
        return;
    p->front = p->back = calloc(1, sizeof *p->front);
    q_send(out, p);
}
