/* What a call may have put where its argument points is not what was there before; what it leaves alone is. */
#include <pthread.h>

static int common, never;

struct found {
    int is_there, is_odd;
};

static void look(struct found *f, int n)
{
    if (n > 3)
        f->is_there = 1;
}

static void *worker(void *arg)
{
    struct found f = {0, 0};
    look(&f, *(int *)arg);
    if (f.is_there)
        common++; // expect: global-write
    if (f.is_odd)
        never++; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    int n = 4;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
