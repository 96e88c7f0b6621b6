/* A worker has a pointer to the whole pool: so all of it is lent with the worker, and the pool's counter may not be touched. */
#include <pthread.h>

struct pool;

struct worker {
    struct pool *pool;
    unsigned jobs;
};

struct pool {
    unsigned asked;
    struct worker workers[2];
};

static void *work(void *argument)
{
    struct worker *self = argument;
    self->jobs = self->pool->asked;
    return NULL;
}

int main(void)
{
    struct pool pool = {0};
    pthread_t thread;
    pool.workers[1].pool = &pool;
    pthread_create(&thread, NULL, work, &pool.workers[1]);
    pool.asked++; // expect: unproven use-after-send
    pthread_join(thread, NULL);
    return (int)(pool.workers[1].jobs + pool.asked);
}
