/* Between pool_start() and pool_stop() the number of workers is changed: not all are joined. */
#include <pthread.h>

enum { WORKERS = 4 };

struct pool {
    unsigned count;
    struct worker {
        unsigned jobs;
    } workers[WORKERS];
    pthread_t threads[WORKERS];
};

static void *work(void *argument)
{
    struct worker *self = argument;
    self->jobs++;
    return NULL;
}

static void pool_start(struct pool *pool)
{
    pool->count = 0;
    while (pool->count < WORKERS) {
        struct worker *w = &pool->workers[pool->count];
        w->jobs = 0;
        if (pthread_create(&pool->threads[pool->count], NULL, work, w) != 0)
            break;
        pool->count++;
    }
}

static void pool_stop(struct pool *pool)
{
    for (unsigned i = 0; i < pool->count; i++)
        pthread_join(pool->threads[i], NULL);
}

int main(int argc, char **argv)
{
    struct pool pool;
    pool_start(&pool);
    if (argc > 1 && pool.count > 1)
        pool.count = 1;
    pool_stop(&pool);
    return (int)pool.workers[WORKERS - 1].jobs + (argv == NULL); // expect: unproven use-after-send
}
