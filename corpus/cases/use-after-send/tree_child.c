/* A child is cut off and sent; the root stays and is used. */
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
    child->key = 1;
    root->left = NULL;
    q_send(out, child);
    root->key = 2;
    free(root);
}
