/* The program's own send function has a body and its annotation says what the body does. */
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

FBP_SENDS(2) static void put(struct queue *out, struct msg *m)
{
    m->text[0] = '!';
    q_send(out, m);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    put(out, m);
    m->size = 1; // expect: use-after-send
}
