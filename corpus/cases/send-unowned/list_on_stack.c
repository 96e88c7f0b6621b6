/* A list of nodes in the frame: the first is allocated, the second is not. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct node {
    struct node *next;
    int value;
};

FBP_TASK void produce(struct queue *out)
{
    struct node second = {NULL, 2};
    struct node *first = malloc(sizeof *first);
    if (first == NULL)
        return;
    first->next = &second;
    first->value = 1;
    q_send(out, first); // expect: send-unowned
}
