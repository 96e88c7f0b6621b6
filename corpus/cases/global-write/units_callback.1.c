/* A library unit walks, the callback of this unit writes its context. */
#include <pthread.h>

void walk(int n, void (*visit)(int, void *), void *ctx);

static long grand_total;

static void add(int n, void *ctx)
{
    *(long *)ctx += n; // expect: global-write
    // note: grand_total
}

static void *worker(void *arg)
{
    long mine = 0;
    walk(5, add, &mine);
    walk(6, add, &grand_total);
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
