/* pool_start() starts the workers, which are elements of an array in the pool, and pool_stop() joins them: after that
 * the pool is main's again, and before it all but the workers is. */
#include <pthread.h>

enum { WORKERS = 8 };

struct pool {
    unsigned count, asked;
    struct worker {
        unsigned *limit;
        unsigned jobs;
    } workers[WORKERS];
    pthread_t threads[WORKERS];
};

static unsigned limit = 5;

static void *work(void *argument)
{
    struct worker *self = argument;
    while (self->jobs < *self->limit)
        self->jobs++;
    return NULL;
}

static int pool_start(struct pool *pool, unsigned count)
{
    int error = 0;
    pool->count = 0;
    while (error == 0 && pool->count < count) {
        struct worker *w = &pool->workers[pool->count];
        w->limit = &limit;
        w->jobs = 0;
        error = pthread_create(&pool->threads[pool->count], NULL, work, w);
        if (error == 0)
            pool->count++;
    }
    return error;
}

static void pool_stop(struct pool *pool)
{
    for (unsigned i = 0; i < pool->count; i++)
        pthread_join(pool->threads[i], NULL);
}

int main(int argc, char **argv)
{
    struct pool pool;
    int error = pool_start(&pool, (unsigned)argc);
    pool.asked = (unsigned)argc + (argv == NULL);
    pool_stop(&pool);
    unsigned jobs = 0;
    for (unsigned i = 0; i < pool.count; i++)
        jobs += pool.workers[i].jobs;
    return error + (int)(jobs + pool.asked);
}
