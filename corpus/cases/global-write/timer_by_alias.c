/* Main gets at the loop by a pointer that it has kept, and puts a timer there. */
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

static struct loop loop, *current;
static struct timer timer, other;

static void loop_init(struct loop *l)
{
    memset(l, 0, sizeof *l);
}

static void insert(struct loop *l, struct timer *t)
{
    t->next = l->first; // expect: global-write
    l->first = t;       // expect: global-write
    if (l->count++ > 0) // expect: global-write
        t->late = 1;    // expect: global-write
}

static void *run(void *arg)
{
    insert(arg, &timer);
    return NULL;
}

static void keep(struct loop *l)
{
    current = l;
}

int main(void)
{
    pthread_t t;
    loop_init(&loop);
    keep(&loop);
    insert(current, &other);
    if (pthread_create(&t, NULL, run, &loop) != 0)
        return 1;
    pthread_join(t, NULL);
    return timer.late;
}
