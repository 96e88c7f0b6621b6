/* Parameters passed by value are copies, small or large. */
#include <pthread.h>

struct small {
    int a, b;
};
struct large {
    int v[40];
};

static const struct large table = {{1, 2, 3}};
static struct large defaults = {{4, 5}};
static struct small pair = {1, 2};

static int sum_small(struct small s)
{
    s.a += s.b;
    s.b = 0;
    return s.a;
}

static int sum_large(struct large l)
{
    int n = 0;
    for (int i = 0; i < 40; i++) {
        n += l.v[i];
        l.v[i] = 0;
    }
    return n;
}

static void *worker(void *arg)
{
    int *out = arg;
    *out = sum_small(pair) + sum_large(table) + sum_large(defaults);
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
