/* A list that grows at its tail by a pointer to the last 'next'; it is sent whole and begun again. */
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

FBP_TASK void produce(struct queue *out, int n)
{
    struct node *head = NULL, **tail = &head;
    for (int i = 0; i < n; i++) {
        struct node *one = calloc(1, sizeof *one);
        if (one == NULL)
            break;
        one->value = i;
        *tail = one;
        tail = &one->next;
    }
    if (head != NULL)
        q_send(out, head);
}
