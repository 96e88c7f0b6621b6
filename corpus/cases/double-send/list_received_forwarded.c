/* A received list is counted and sent on as a whole. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <stdio.h>
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

FBP_TASK void count(struct queue *in, struct queue *out)
{
    struct node *list;
    int total = 0;
    while ((list = q_receive(in)) != NULL) {
        for (struct node *n = list; n != NULL; n = n->next)
            total++;
        q_send(out, list);
    }
    printf("%d\n", total);
}
