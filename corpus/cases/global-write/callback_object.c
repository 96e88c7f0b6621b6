/* Objects with a table of methods: own ones are fine, the global singleton is not. */
#include <pthread.h>
#include <stdlib.h>

struct counter;
struct counter_ops {
    void (*add)(struct counter *, int);
    int (*get)(const struct counter *);
};
struct counter {
    const struct counter_ops *ops;
    int n;
};

static void plain_add(struct counter *c, int n)
{
    c->n += n; // expect: global-write
    // note: singleton
}

static int plain_get(const struct counter *c)
{
    return c->n;
}

static const struct counter_ops plain = {plain_add, plain_get};
static struct counter singleton = {&plain, 0};

static struct counter *counter_new(void)
{
    struct counter *c = malloc(sizeof *c);
    if (!c)
        abort();
    c->ops = &plain;
    c->n = 0;
    return c;
}

static void *worker(void *arg)
{
    struct counter *mine = counter_new();
    mine->ops->add(mine, 2);
    singleton.ops->add(&singleton, mine->ops->get(mine));
    free(mine);
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
