/* Two nodes of a ring refer to each other; one is sent, the other one used. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct node {
    struct node *next, *prev;
    int value;
};

FBP_TASK void produce(struct queue *out)
{
    struct node *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    a->next = a->prev = b;
    b->next = b->prev = a;
    q_send(out, a);
    b->value = 1; // expect: use-after-send
}
