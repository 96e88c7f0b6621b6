/* A task puts its only timer into a list that is empty: what is done where there is another one
 * already is never done. */
#include <pthread.h>

struct timer {
    struct timer *parent;
    int swapped;
};

struct loop {
    struct timer *first;
};

static struct loop loop;
static struct timer timer;

static void insert(struct loop *l, struct timer *t)
{
    t->parent = l->first; // expect: global-write
    l->first = t;         // expect: global-write
    if (t->parent != NULL)
        t->swapped++; // expect: unproven global-write
}

static void *worker(void *arg)
{
    insert(&loop, &timer);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return timer.swapped;
}
