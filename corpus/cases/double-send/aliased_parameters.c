/* A function that sends one and frees the other gets the same message for both. */
// xfail: that both parameters are the same is not known for sure
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

static void replace(struct queue *out, struct msg *new_one, struct msg *old)
{
    q_send(out, new_one);
    free(old);
}

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    replace(out, m, m); // expect: use-after-send
}
