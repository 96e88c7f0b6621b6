/* A node is taken out of a global list: the list's head is written; the node itself can no longer be reached
 * from the global, but whether anybody else still knows it cannot be told. */
#include <pthread.h>
#include <stdlib.h>

struct node {
    int value;
    struct node *next;
};

static struct node *head;

static void *worker(void *arg)
{
    struct node *n = head;
    if (n) {
        n->value = 1;   // expect: global-write
        head = n->next; // expect: global-write
        n->value = 2;   // expect: unproven global-write
    }
    return arg;
}

int main(void)
{
    pthread_t t;
    struct node *n = calloc(1, sizeof *n);
    if (!n)
        return 1;
    n->next = head;
    head = n;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
