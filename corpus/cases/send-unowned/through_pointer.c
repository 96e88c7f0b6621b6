/* The send function is called through a pointer. */
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

typedef void (*send_function)(struct queue *q, void *packet);

static void give(struct queue *q, void *packet)
{
    q_send(q, packet); // expect: send-unowned
}

static const send_function send_it = give;

FBP_TASK void produce(struct queue *out)
{
    struct msg m = {.size = 3};
    send_it(out, &m);
}
