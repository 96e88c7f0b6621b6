/* Constant tables, and the globals behind them, may be read by everybody. */
#include <pthread.h>
#include <stdio.h>

struct colour {
    const char *name;
    unsigned rgb;
};

static int uses = 3;
static const struct colour colours[] = {{"red", 0xff0000}, {"green", 0xff00}, {0, 0}};
static int *const counters[] = {&uses};

static void *worker(void *arg)
{
    unsigned best = 0;
    for (const struct colour *c = colours; c->name; c++)
        if (c->rgb > best)
            best = c->rgb;
    printf("%u %d\n", best, *counters[0]);
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
