/* A loop over a list that reads 'next' before it sends: each node goes by itself, with 'next' set to NULL. */
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
    struct node *second = calloc(1, sizeof *second), *first = calloc(1, sizeof *first), *next;
    if (first == NULL || second == NULL)
        return;
    first->next = second;
    for (struct node *n = first; n != NULL; n = next) {
        next = n->next;
        n->next = NULL;
        n->value++;
        q_send(out, n);
    }
}
