/* A global free list: taking a node out writes the head; a node that came from it may be anybody's. */
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
    free_nodes = n->next; // expect: global-write
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
    pthread_t t, u;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    if (pthread_create(&u, NULL, worker, NULL) == 0)
        pthread_join(u, NULL);
    pthread_join(t, NULL);
    return 0;
}
