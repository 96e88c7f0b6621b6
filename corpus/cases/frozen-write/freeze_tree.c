/* A tree is built, frozen by its root, and a node deep below is changed. */
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
    struct tree *root = calloc(1, sizeof *root), *child = calloc(1, sizeof *child), *leaf = calloc(1, sizeof *leaf);
    if (root == NULL || child == NULL || leaf == NULL)
        return;
    root->left = child;
    child->right = leaf;
    freeze(root);
    leaf->key = 1; // expect: frozen-write
}
