/* A list that grows at its tail; after it was sent the tail still points into its last node. */
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
    struct node *head = NULL, **tail = &head;
    struct node *one = calloc(1, sizeof *one);
    if (one == NULL)
        return;
    *tail = one;
    tail = &one->next;
    q_send(out, head);
    head = NULL;
    *tail = calloc(1, sizeof *one); // expect: use-after-send
}
