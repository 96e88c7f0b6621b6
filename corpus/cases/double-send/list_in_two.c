/* Two lists end in the same nodes. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct node {
    struct node *next;
    int value;
};

FBP_TASK void produce(struct queue *out)
{
    struct node *end = calloc(1, sizeof *end);
    struct node *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (end == NULL || a == NULL || b == NULL)
        return;
    a->next = end;
    b->next = end;
    q_send(out, a);
    q_send(out, b); // expect: double-send
}
