/* The same functions on a tree whose root is a global. */
#include <pthread.h>
#include <stdlib.h>

struct tree {
    int key, count;
    struct tree *left, *right;
};

static struct tree *root;

static void insert(struct tree **at, int key)
{
    while (*at && (*at)->key != key)
        at = key < (*at)->key ? &(*at)->left : &(*at)->right;
    if (!*at) {
        struct tree *t = calloc(1, sizeof *t);
        if (!t)
            abort();
        t->key = key;
        *at = t; // expect: global-write
        // note: root
    }
    (*at)->count++; // expect: global-write
}

static void *worker(void *arg)
{
    for (int i = 0; i < 20; i++)
        insert(&root, (i * 7) % 11);
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
