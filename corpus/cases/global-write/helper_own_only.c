/* main fills a global with the helper before it starts anybody; the task uses it on its own memory. */
#include <pthread.h>
#include <string.h>

struct table {
    int v[16];
};

static struct table defaults;

static void fill(struct table *t, int n)
{
    memset(t, 0, sizeof *t);
    for (int i = 0; i < 16; i++)
        t->v[i] = n * i;
}

static void *worker(void *arg)
{
    struct table mine;
    fill(&mine, 3);
    mine.v[0] += defaults.v[1];
    *(int *)arg = mine.v[0];
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    fill(&defaults, 1);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
