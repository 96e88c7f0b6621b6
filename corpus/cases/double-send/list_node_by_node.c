/* A list of two is sent node by node, the first one with its 'next': the second one went with it. */
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
    struct node *second = calloc(1, sizeof *second), *first = calloc(1, sizeof *first);
    if (first == NULL || second == NULL)
        return;
    first->next = second;
    struct node *next = first->next;
    q_send(out, first);
    q_send(out, next); // expect: double-send
}
