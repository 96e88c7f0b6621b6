/* While a task runs that reads one member of a static struct, main writes another one, and then that very one. */
#include <pthread.h>

struct limits {
    int low, high;
};

static struct settings {
    int verbose;
    struct limits size;
    int rates[2][4];
} settings;

static int within(const struct limits *l, int n)
{
    return n < l->high;
}

static void *worker(void *arg)
{
    int *n = arg;
    *n = within(&settings.size, *n) + settings.rates[1][*n & 3];
    return arg;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    settings.size.high = 4;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    settings.verbose = 1;     // expect: unproven global-write
    settings.size.low = 1;    // expect: unproven global-write
    settings.size.high = 5;   // expect: global-write
    settings.rates[1][2] = 1; // expect: global-write
    pthread_join(t, NULL);
    return n;
}
