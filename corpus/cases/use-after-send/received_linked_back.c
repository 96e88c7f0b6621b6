/* The second node of a list is sent that leads back to the first. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct node {
    struct node *next, *prev;
    int value;
};

FBP_TASK void make(struct queue *out)
{
    struct node *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    if (a == NULL || b == NULL)
        return;
    a->next = b;
    b->prev = a;
    q_send(out, a);
}

FBP_TASK void pass_second(struct queue *in, struct queue *out)
{
    struct node *first = q_receive(in);
    if (first == NULL || first->next == NULL)
        return;
    q_send(out, first->next);
    first->value = 1; // expect: unproven use-after-send
}
