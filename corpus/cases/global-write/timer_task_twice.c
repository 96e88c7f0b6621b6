/* Two tasks are given one loop: the other one may have put its timer there. */
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
        t->late = 1;    // expect: global-write
}

static void *run(void *arg)
{
    insert(arg, &timer);
    return NULL;
}

int main(void)
{
    pthread_t t, u;
    loop_init(&loop);
    if (pthread_create(&t, NULL, run, &loop) != 0)
        return 1;
    if (pthread_create(&u, NULL, run, &loop) == 0) // expect: unproven double-send
        pthread_join(u, NULL);
    pthread_join(t, NULL);
    return timer.late;
}
