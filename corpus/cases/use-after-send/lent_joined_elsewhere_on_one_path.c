/* pool_stop() joins the workers that pool_start() has started only if it is asked to wait. */
#include <pthread.h>
#include <stdbool.h>

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
    for (unsigned i = 0; i < WORKERS; i++) {
        pool->workers[i].jobs = 0;
        pthread_create(&pool->threads[i], NULL, work, &pool->workers[i]);
    }
}

static void pool_stop(struct pool *pool, bool wait)
{
    if (!wait)
        return;
    for (unsigned i = 0; i < WORKERS; i++)
        pthread_join(pool->threads[i], NULL);
}

int main(int argc, char **argv)
{
    struct pool pool = {0};
    pool_start(&pool);
    pool_stop(&pool, argc > 1);
    return (int)pool.workers[0].jobs + (argv == NULL); // expect: unproven use-after-send
}
