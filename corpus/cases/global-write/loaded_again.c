/* Up a tree to its static root: what was tested is loaded again, and is the same. */
#include <pthread.h>

struct node {
    struct node *parent;
    int n;
};

static struct node root;

static void *worker(void *arg)
{
    struct node mid = {&root, 0}, leaf = {&mid, 0}, *c = &leaf;
    while (c->parent && c->parent != &root) {
        c->n++; // expect: unproven global-write
        c = c->parent;
    }
    c = &leaf;
    while (c) {
        c->n++; // expect: global-write
        c = c->parent;
    }
    return arg;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
