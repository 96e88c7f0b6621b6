/* Two pools with jobs of one type, which one function makes: the worker calls its own pool's. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    void (*work)(struct job *);
    int n;
};

static struct job *first[4], *second[4];
static int sums, stats;

static void sum(struct job *j)
{
    sums += j->n; // expect: global-write
}

static void stat(struct job *j)
{
    stats += j->n;
}

static struct job *make(void (*work)(struct job *))
{
    struct job *j = calloc(1, sizeof *j);
    if (j == NULL)
        abort();
    j->work = work;
    return j;
}

static void *worker(void *arg)
{
    first[0]->work(first[0]);
    return arg;
}

static void drain(void)
{
    second[0]->work(second[0]);
}

int main(void)
{
    pthread_t t;
    first[0] = make(sum);
    second[0] = make(stat);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    drain();
    return sums + stats;
}
