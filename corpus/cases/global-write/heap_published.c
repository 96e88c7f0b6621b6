/* Private before the store into the global, global after it. */
#include <pthread.h>
#include <stdlib.h>

struct node {
    int value;
    struct node *next;
};

static struct node *head;

static void *worker(void *arg)
{
    struct node *n = malloc(sizeof *n);
    if (!n)
        return NULL;
    n->value = 1;
    n->next = NULL;
    head = n;     // expect: global-write
    n->value = 2; // expect: global-write
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
