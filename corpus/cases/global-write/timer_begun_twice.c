/* What sets the loop up and starts the task is called again while the first task runs. */
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
    memset(l, 0, sizeof *l); // expect: unproven global-write
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

static int begin(pthread_t *t)
{
    loop_init(&loop);
    return pthread_create(t, NULL, run, &loop);
}

int main(void)
{
    pthread_t t, u;
    if (begin(&t) != 0)
        return 1;
    if (begin(&u) == 0)
        pthread_join(u, NULL);
    pthread_join(t, NULL);
    return timer.late;
}
