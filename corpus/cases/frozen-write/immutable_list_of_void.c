/* The list knows nothing of types: it has pointers to void. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE entry {
    int key, value;
};

struct node {
    struct node *next;
    void *item;
};

static struct node *list_add(struct node *list, void *item)
{
    struct node *n = malloc(sizeof *n);
    if (n == NULL)
        abort();
    n->next = list;
    n->item = item;
    return n;
}

static void *worker(void *argument)
{
    struct entry *e = malloc(sizeof *e);
    (void)argument;
    if (e == NULL)
        return NULL;
    e->key = 1;
    e->value = 2;
    struct node *list = list_add(NULL, e);
    e->value = 3; // expect: unproven frozen-write
    return list;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
