/* A task walks a tree by recursion, and counts in a static variable how many nodes it has seen. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct tree {
    struct tree *left, *right;
    int key;
};

static int visits;

static int sum(const struct tree *t)
{
    if (t == NULL)
        return 0;
    visits++; // expect: global-write
    // note: 'main' makes the struct before the start
    return t->key + sum(t->left) + sum(t->right);
}

static void *walk(void *argument)
{
    printf("%d\n", sum(argument));
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct tree *root = calloc(1, sizeof *root);
    if (root == NULL || (root->left = calloc(1, sizeof *root)) == NULL)
        return 1;
    if (pthread_create(&t, NULL, walk, root) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
