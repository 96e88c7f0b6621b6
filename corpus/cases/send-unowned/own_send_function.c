/* A send function of the program's own has a body and says what it does. */
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

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_SENDS(2) static void put(struct queue *out, struct msg *m)
{
    m->size++;
    q_send(out, m); // expect: send-unowned
}

FBP_TASK void produce(struct queue *out)
{
    struct msg m = {.size = 3};
    put(out, &m); // expect: send-unowned
}
