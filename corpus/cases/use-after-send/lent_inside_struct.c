/* Workers are elements of an array inside a struct: while they run, what lies beside the array and workers that
 * were not started yet are the starter's. The counter in the struct says how many run. */
#include <pthread.h>

enum { WORKERS = 8 };

struct worker {
    unsigned jobs, failures;
};

struct pool {
    const char *name;
    unsigned count, asked;
    struct worker workers[WORKERS];
    pthread_t threads[WORKERS];
};

static void *work(void *argument)
{
    struct worker *self = argument;
    self->jobs++;
    self->failures += self->jobs > 1;
    return NULL;
}

int main(int argc, char **argv)
{
    struct pool pool;
    int error = 0;
    pool.name = argv[0];
    pool.count = 0;
    pool.asked = 0;
    while (error == 0 && pool.count < (unsigned)argc) {
        struct worker *w = &pool.workers[pool.count];
        w->jobs = w->failures = 0;
        error = pthread_create(&pool.threads[pool.count], NULL, work, w);
        if (error == 0)
            pool.count++;
        pool.asked++;
    }
    for (unsigned i = 0; i < pool.count; i++)
        pthread_join(pool.threads[i], NULL);
    unsigned jobs = 0;
    for (unsigned i = 0; i < pool.count; i++)
        jobs += pool.workers[i].jobs - pool.workers[i].failures;
    return (int)(jobs + pool.asked) + (pool.name == NULL);
}
