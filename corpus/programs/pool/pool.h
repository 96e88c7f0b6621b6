/* A pool of threads that work on jobs.
 *
 * A job that is submitted belongs to the pool until it is collected: the queues inside are where
 * jobs change hands, and all of fbp-check's knowledge of this program is what is said here. */
#ifndef POOL_H
#define POOL_H

#include "job.h"

#include <fbp/annotate.h>
#include <pthread.h>

enum { QUEUE_MAX = 16, WORKERS_MAX = 8 };

/* A bounded queue, as a ring. */
struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty, not_full;
    unsigned first, used;
    bool closed;
    struct job *ring[QUEUE_MAX];
};

int queue_init(struct queue *q);
void queue_destroy(struct queue *q);

/* Waits for room. */
FBP_SENDS(2)
FBP_TRUSTED("the ring is under the queue's lock")
void queue_put(struct queue *q, struct job *job);

/* Never waits: false if the queue is full, and the job is still the caller's. */
FBP_SENDS_IF(2, "nonzero")
FBP_TRUSTED("the ring is under the queue's lock")
bool queue_try_put(struct queue *q, struct job *job);

/* Waits for a job; NULL when the queue was closed and is empty. */
FBP_RECEIVES
FBP_TRUSTED("the ring is under the queue's lock")
struct job *queue_get(struct queue *q);

FBP_TRUSTED("the flag is under the queue's lock")
void queue_close(struct queue *q);

/* What a worker is lent, and what it has done. */
struct worker {
    struct queue *todo, *done;
    unsigned jobs, failures;
};

struct pool {
    struct queue todo, done;
    unsigned count;
    struct worker workers[WORKERS_MAX];
    pthread_t threads[WORKERS_MAX];
};

int pool_start(struct pool *pool, unsigned count);
/* No more jobs: the workers end when all are done. */
void pool_stop(struct pool *pool);

void *worker_run(void *worker);

#endif
