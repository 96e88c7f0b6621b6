/* Freezing goes down, not up: what refers to a frozen node may be changed. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct tree {
    struct tree *left, *right;
    int key;
};

FBP_TASK void setup(void)
{
    struct tree *root = calloc(1, sizeof *root), *child = calloc(1, sizeof *child);
    if (root == NULL || child == NULL)
        return;
    root->left = child;
    freeze(child);
    root->key = 1;
    root->left = NULL;
    free(root);
}
