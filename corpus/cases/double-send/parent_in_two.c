/* Two children point to their parent: who sends one sends the parent, and with the other one again. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct tree {
    struct tree *parent;
    int key;
};

FBP_TASK void produce(struct queue *out)
{
    struct tree *root = calloc(1, sizeof *root);
    struct tree *left = calloc(1, sizeof *left), *right = calloc(1, sizeof *right);
    if (root == NULL || left == NULL || right == NULL)
        return;
    left->parent = root;
    right->parent = root;
    q_send(out, left);
    q_send(out, right); // expect: double-send
}
