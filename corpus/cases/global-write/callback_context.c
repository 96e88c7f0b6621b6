/* for_each with a context pointer: the visitor is wrong for the chain that passes the global. */
#include <pthread.h>

struct sum {
    long n;
};

static struct sum grand_total;
static const int values[] = {3, 1, 4, 1, 5};

static void for_each(const int *v, int n, void (*visit)(int, void *), void *ctx)
{
    for (int i = 0; i < n; i++)
        visit(v[i], ctx);
}

static void add(int v, void *ctx)
{
    struct sum *s = ctx;
    s->n += v; // expect: global-write
    // note: for_each
    // note: grand_total
}

static void *worker(void *arg)
{
    struct sum mine = {0};
    for_each(values, 5, add, &mine);
    for_each(values, 5, add, &grand_total);
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
