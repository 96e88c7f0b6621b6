/* Messages of a free list that this task keeps in its own frame are sent. */
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
    struct node *spare = calloc(1, sizeof *spare);
    for (int i = 0; i < 5 && spare != NULL; i++) {
        struct node *n = spare;
        spare = calloc(1, sizeof *spare);
        n->value = i;
        q_send(out, n);
    }
    free(spare);
}
