/* Two parameters are one object: what is put below it under one name is shown under the other. */
#include <pthread.h>
#include <stdlib.h>

struct node {
    int *count;
    struct node *first, *second, *below;
    int uses;
};

static struct node *shown;

static void keep(struct node *into, struct node *show)
{
    int *count = malloc(sizeof *count);
    into->count = count;
    shown = show; // expect: global-write
    if (count)
        *count = 1; // expect: unproven global-write
}

static void keep_below(struct node *top, struct node *n)
{
    top->second->below = n; // expect: global-write
    shown = top->first;     // expect: global-write
    n->uses = 1;            // expect: unproven global-write
}

static void *worker(void *arg)
{
    struct node *both = calloc(1, sizeof *both);
    if (!both)
        return arg;
    keep(both, both);
    struct node top = {.first = both, .second = both};
    struct node *n = calloc(1, sizeof *n);
    if (n)
        keep_below(&top, n);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return shown != NULL;
}
