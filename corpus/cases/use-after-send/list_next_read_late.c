/* A loop over a list sends each node and then asks it for the next one. */
// xfail: it is not sure which node of two is sent and then read
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
    for (struct node *n = first; n != NULL; n = n->next) // expect: use-after-send
        q_send(out, n); // expect: double-send
}
