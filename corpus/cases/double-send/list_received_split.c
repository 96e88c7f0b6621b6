/* A received list is cut after its first node, and both parts are sent. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct node {
    struct node *next;
    int value;
};

FBP_TASK void split(struct queue *in, struct queue *out)
{
    struct node *first = q_receive(in);
    if (first == NULL)
        return;
    struct node *rest = first->next;
    first->next = NULL;
    q_send(out, first);
    if (rest != NULL)
        q_send(out, rest); // expect: unproven double-send
}
