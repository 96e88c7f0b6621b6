/* One call of the function starts, another one joins: other threads. */
#include <pthread.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

struct pool {
    pthread_t t[MAX];
    int sums[MAX];
};

static void run(struct pool *p, int starts, int n)
{
    if (starts)
        for (int i = 0; i < n; i++)
            pthread_create(&p->t[i], NULL, worker, &p->sums[i]); // expect: unproven double-send
    else
        for (int i = 0; i < n; i++)
            pthread_join(p->t[i], NULL);
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    struct pool a, b;
    run(&a, 1, n);
    run(&b, 1, n);
    run(&b, 0, n);
    (void)sums;
    /* The joins may have ended any of them, as far as is known where they end. */
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0];
}
