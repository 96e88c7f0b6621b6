/* A search tree built through `struct tree **`, by recursion. */
#include <pthread.h>
#include <stdlib.h>

struct tree {
    int key, count;
    struct tree *left, *right;
};

static void insert(struct tree **at, int key)
{
    while (*at && (*at)->key != key)
        at = key < (*at)->key ? &(*at)->left : &(*at)->right;
    if (!*at) {
        *at = calloc(1, sizeof **at);
        if (!*at)
            abort();
        (*at)->key = key;
    }
    (*at)->count++;
}

static void drop(struct tree *t)
{
    if (!t)
        return;
    drop(t->left);
    drop(t->right);
    free(t);
}

static void *worker(void *arg)
{
    struct tree *root = NULL;
    for (int i = 0; i < 20; i++)
        insert(&root, (i * 7) % 11);
    drop(root);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
