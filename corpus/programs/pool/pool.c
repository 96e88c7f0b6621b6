/* The pool: one queue of jobs to do, one of jobs that are done, and workers between them. */
#include "pool.h"

#if BUG == 1
static unsigned jobs_done;
#endif

void *worker_run(void *argument)
{
    struct worker *self = argument;
    struct job *job;
    while ((job = queue_get(self->todo)) != NULL) {
        job_work(job);
        self->jobs++;
        if (job->failed)
            self->failures++;
#if BUG == 1
        jobs_done++; /* BUG 1: global-write */
#endif
        queue_put(self->done, job);
#if BUG == 2
        if (job->failed) /* BUG 2: use-after-send */
            self->failures++;
#endif
    }
    return NULL;
}

int pool_start(struct pool *pool, unsigned count)
{
    pool->count = 0;
    int error = queue_init(&pool->todo);
    if (error == 0)
        error = queue_init(&pool->done);
    while (error == 0 && pool->count < count) {
        struct worker *w = &pool->workers[pool->count];
        w->todo = &pool->todo;
        w->done = &pool->done;
        w->jobs = w->failures = 0;
        error = pthread_create(&pool->threads[pool->count], NULL, worker_run, w);
        if (error == 0)
            pool->count++;
    }
    return error;
}

void pool_stop(struct pool *pool)
{
    queue_close(&pool->todo);
    for (unsigned i = 0; i < pool->count; i++)
        pthread_join(pool->threads[i], NULL);
    queue_destroy(&pool->todo);
    queue_destroy(&pool->done);
}
