/* A tree is sent by its root; a child is changed afterwards. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct tree {
    struct tree *left, *right;
    int key;
};

FBP_TASK void produce(struct queue *out)
{
    struct tree *root = calloc(1, sizeof *root), *child = calloc(1, sizeof *child);
    if (root == NULL || child == NULL)
        return;
    root->left = child;
    q_send(out, root);
    child->key = 1; // expect: use-after-send
}
