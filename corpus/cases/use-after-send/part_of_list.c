/* A list is sent by its head; the sender goes on to write the second node. */
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
    struct node *first = calloc(1, sizeof *first), *second = calloc(1, sizeof *second);
    if (first == NULL || second == NULL)
        return;
    first->next = second;
    q_send(out, first);
    second->value = 1; // expect: use-after-send
}
