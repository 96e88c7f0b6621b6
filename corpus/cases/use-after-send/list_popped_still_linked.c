/* Nodes are popped and sent one by one; but each still has its 'next', so all the others went with the first. */
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
            return;
        n->next = list;
        list = n;
    }
    n = list;
    list = list->next;
    q_send(out, n);
    list->value = 1; // expect: use-after-send
}
