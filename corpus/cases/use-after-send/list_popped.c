/* Nodes are popped, unlinked and sent one by one. */
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
    struct node *list = NULL, *n;
    for (int i = 0; i < 3; i++) {
        n = calloc(1, sizeof *n);
        if (n == NULL)
            break;
        n->next = list;
        list = n;
    }
    while ((n = list) != NULL) {
        list = n->next;
        n->next = NULL;
        n->value++;
        q_send(out, n);
    }
}
