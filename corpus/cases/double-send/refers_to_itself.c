/* A message that refers to itself is sent once. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct node {
    struct node *next;
};

FBP_TASK void produce(struct queue *out)
{
    struct node *n = calloc(1, sizeof *n);
    if (n == NULL)
        return;
    n->next = n;
    q_send(out, n);
}
