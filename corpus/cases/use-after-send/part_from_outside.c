/* A node of a list that nobody in the program has built is sent; it may be the one that is used. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct node {
    struct node *next;
    int value;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void pass_second(struct queue *out, struct node *list, int fresh)
{
    struct node *second = list->next, *n = calloc(1, sizeof *n);
    q_send(out, second); // expect: send-aliased
    if (!fresh)
        n = second;
    if (n != NULL)
        n->value = 1; // expect: unproven use-after-send
}
