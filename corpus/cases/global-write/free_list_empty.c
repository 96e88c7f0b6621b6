/* A free list that is empty when its only user begins, which takes one node and puts it back: no
 * node ever comes out of the list. */
#include <pthread.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};

static struct node *free_nodes;

static struct node *node_get(void)
{
    struct node *n = free_nodes;
    if (!n)
        return malloc(sizeof *n);
    free_nodes = n->next; // expect: unproven global-write
    return n;
}

static void node_put(struct node *n)
{
    n->next = free_nodes; // expect: unproven global-write
    free_nodes = n;       // expect: global-write
}

static void *worker(void *arg)
{
    struct node *n = node_get();
    if (n) {
        n->value = 1; // expect: unproven global-write
        node_put(n);
    }
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
