/* A function that gets the address of the caller's pointer and sends, but leaves the pointer. */
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

static void give(struct queue *out, struct msg **m)
{
    q_send(out, *m);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = 0;
    give(out, &m);
    if (m != NULL)
        m->size = 1; // expect: use-after-send
}
