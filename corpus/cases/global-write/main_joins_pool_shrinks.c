/* A helper changes how many there are before they are joined. */
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
    pthread_t threads[MAX];
    int sums[MAX], n;
};

static void shrink(struct pool *p)
{
    if (p->n > 2) // expect: unproven use-after-send
        p->n = 2; // expect: unproven use-after-send
}

static void run(struct pool *p)
{
    for (int i = 0; i < p->n; i++) // expect: unproven use-after-send
        pthread_create(&p->threads[i], NULL, worker, &p->sums[i]); // expect: unproven double-send
    shrink(p);
    for (int i = 0; i < p->n; i++) // expect: unproven use-after-send
        pthread_join(p->threads[i], NULL);
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    struct pool p = {.n = n};
    run(&p);
    (void)sums;
    limit = 0; // expect: unproven global-write
    return argv == 0 || sums[0];
}
