/* A helper shows what it is given and takes it back; another one leaves it there. */
#include <pthread.h>
#include <stdlib.h>

struct item {
    int n;
};

static struct item *shown, *kept;

static void show_for_a_moment(struct item *i)
{
    shown = i;    // expect: global-write
    shown = NULL; // expect: global-write
}

static void keep(struct item *i)
{
    kept = i; // expect: global-write
}

static void *worker(void *arg)
{
    struct item *a = malloc(sizeof *a), *b = malloc(sizeof *b);
    if (!a || !b)
        return NULL;
    show_for_a_moment(a);
    a->n = 1; // expect: unproven global-write
    keep(b);
    b->n = 1; // expect: global-write
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
