/* Lists are collected and sent whole; after that a new one is begun. */
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
    struct node *list = NULL;
    for (int i = 0; i < 100; i++) {
        struct node *n = malloc(sizeof *n);
        if (n == NULL)
            break;
        n->value = i;
        n->next = list;
        list = n;
        if (i % 10 == 9) {
            q_send(out, list);
            list = NULL;
        }
    }
    if (list != NULL)
        q_send(out, list);
}
