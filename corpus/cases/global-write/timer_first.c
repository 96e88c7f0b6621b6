/* A task is given a loop that main has set up, and puts its only timer there: what is done where
 * there is a timer already is never done. */
#include <pthread.h>
#include <string.h>

struct timer {
    struct timer *next;
    int late;
};

struct loop {
    struct timer *first;
    unsigned count;
};

static struct loop loop;
static struct timer timer;

static void loop_init(struct loop *l)
{
    memset(l, 0, sizeof *l);
}

static void insert(struct loop *l, struct timer *t)
{
    t->next = l->first; // expect: global-write
    l->first = t;       // expect: unproven global-write
    if (l->count++ > 0) // expect: unproven global-write
        t->late = 1;    // expect: unproven global-write
}

static void *run(void *arg)
{
    insert(arg, &timer);
    return NULL;
}

int main(void)
{
    pthread_t t;
    loop_init(&loop);
    if (pthread_create(&t, NULL, run, &loop) != 0)
        return 1;
    pthread_join(t, NULL);
    loop_init(&loop);
    return timer.late;
}
