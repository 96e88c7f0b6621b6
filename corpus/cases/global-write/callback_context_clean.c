/* for_each with contexts on the stack only, two visitors. */
#include <pthread.h>

static const int values[] = {3, 1, 4, 1, 5};

static void for_each(const int *v, int n, void (*visit)(int, void *), void *ctx)
{
    for (int i = 0; i < n; i++)
        visit(v[i], ctx);
}

static void add(int v, void *ctx)
{
    *(long *)ctx += v;
}

struct range {
    int min, max;
};

static void widen(int v, void *ctx)
{
    struct range *r = ctx;
    if (v < r->min)
        r->min = v;
    if (v > r->max)
        r->max = v;
}

static void *worker(void *arg)
{
    long sum = 0;
    struct range range = {1000, -1000};
    for_each(values, 5, add, &sum);
    for_each(values, 5, widen, &range);
    *(long *)arg = sum + range.max;
    return 0;
}

int main(void)
{
    pthread_t t;
    long n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return (int)n;
}
