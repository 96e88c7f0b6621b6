/* A child has a pointer to its parent; who sends the child sends the parent. */
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
    struct tree *root = calloc(1, sizeof *root), *child = calloc(1, sizeof *child);
    if (root == NULL || child == NULL)
        return;
    child->parent = root;
    q_send(out, child);
    root->key = 1; // expect: use-after-send
}
