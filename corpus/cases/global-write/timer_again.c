/* The task puts its timers in one after the other: there is one from the second on. */
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
static struct timer timers[3];

static void loop_init(struct loop *l)
{
    memset(l, 0, sizeof *l);
}

static void insert(struct loop *l, struct timer *t)
{
    t->next = l->first; // expect: global-write
    l->first = t;       // expect: unproven global-write
    if (l->count++ > 0) // expect: unproven global-write
        t->late = 1;    // expect: global-write
}

static void *run(void *arg)
{
    for (int i = 0; i < 3; i++)
        insert(arg, &timers[i]);
    return NULL;
}

int main(void)
{
    pthread_t t;
    loop_init(&loop);
    if (pthread_create(&t, NULL, run, &loop) != 0)
        return 1;
    pthread_join(t, NULL);
    return timers[0].late;
}
