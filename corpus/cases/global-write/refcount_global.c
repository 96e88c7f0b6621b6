/* A configuration that tasks take and give back by counting: an atomic count orders the writes, it does not hide them. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct config {
    atomic_int references;
    int limit;
};

static struct config *current;

static struct config *config_get(void)
{
    struct config *c = current;
    if (c)
        atomic_fetch_add(&c->references, 1); // expect: global-write
    return c;
}

static void config_put(struct config *c)
{
    if (atomic_fetch_sub(&c->references, 1) == 1) // expect: global-write
        free(c);                                  // expect: global-write
}

static void *worker(void *arg)
{
    struct config *c = config_get();
    if (c) {
        int *sum = arg;
        *sum += c->limit;
        config_put(c);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    int sums[2] = {0, 0};
    current = calloc(1, sizeof *current);
    if (!current)
        return 1;
    current->references = 1;
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, &sums[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return sums[0] + sums[1];
}
