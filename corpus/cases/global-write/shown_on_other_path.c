/* What is made is shown under one condition and written under the opposite one; then under the same one. */
#include <pthread.h>
#include <stdlib.h>

struct item {
    int n;
};

static struct item *shown, *also_shown;

static void show(struct item *i)
{
    shown = i; // expect: global-write
}

static void *worker(void *arg)
{
    int *limits = arg;
    struct item *a = malloc(sizeof *a), *b = malloc(sizeof *b), *c = malloc(sizeof *c);
    if (!a || !b || !c)
        return NULL;
    if (limits[0] > limits[1])
        show(a);
    if (limits[1] >= limits[0])
        a->n = 1; // expect: unproven global-write
    if (limits[0] > 3)
        show(c);
    if (limits[0] <= 3)
        c->n = 2; // expect: unproven global-write
    if (limits[0] > 3)
        also_shown = b; // expect: global-write
    if (limits[0] > 2)
        b->n = 2; // expect: global-write
    return NULL;
}

int main(void)
{
    pthread_t t;
    int limits[2] = {3, 4};
    if (pthread_create(&t, NULL, worker, limits) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
