/* The task gives its loop to a task that it starts, which puts a timer there. */
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
static struct timer timer, other;

static void loop_init(struct loop *l)
{
    memset(l, 0, sizeof *l);
}

static void insert(struct loop *l, struct timer *t)
{
    t->next = l->first; // expect: global-write, unproven use-after-send
    l->first = t;       // expect: unproven global-write
    if (l->count++ > 0) // expect: unproven global-write
        t->late = 1;    // expect: global-write
}

static void *helper(void *arg)
{
    insert(arg, &other);
    return arg;
}

static void *run(void *arg)
{
    pthread_t t;
    if (pthread_create(&t, NULL, helper, arg) != 0)
        return NULL;
    insert(arg, &timer);
    pthread_join(t, NULL);
    return NULL;
}

int main(void)
{
    pthread_t t;
    loop_init(&loop);
    if (pthread_create(&t, NULL, run, &loop) != 0)
        return 1;
    pthread_join(t, NULL);
    return timer.late;
}
