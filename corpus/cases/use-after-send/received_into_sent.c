/* The next message is received into a member of the one that was just sent. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct node {
    struct node *next;
    int value;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void q_receive(struct queue *q, struct node **into) FBP_RECEIVES_INTO(2);

FBP_TASK void chain(struct queue *in, struct queue *out)
{
    struct node *n = calloc(1, sizeof *n);
    if (n == NULL)
        return;
    q_send(out, n);
    q_receive(in, &n->next); // expect: use-after-send
}
