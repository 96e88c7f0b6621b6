/* Another task puts a timer into the loop, by its name. */
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

static void *helper(void *arg)
{
    insert(&loop, &other);
    return arg;
}

int main(void)
{
    pthread_t t, u;
    loop_init(&loop);
    if (pthread_create(&u, NULL, helper, NULL) != 0)
        return 1;
    if (pthread_create(&t, NULL, run, &loop) == 0)
        pthread_join(t, NULL);
    pthread_join(u, NULL);
    return timer.late;
}
