/* A list with a tail pointer is sent; the next node is appended to what was sent. */
// xfail: nodes of a list built in a loop are not told apart
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
    struct node *head = calloc(1, sizeof *head), *tail = head;
    if (head == NULL)
        return;
    for (int i = 0; i < 4; i++) {
        struct node *n = calloc(1, sizeof *n);
        if (n == NULL)
            return;
        tail->next = n; // expect: use-after-send
        tail = n;
        if (i == 2)
            q_send(out, head);
    }
}
