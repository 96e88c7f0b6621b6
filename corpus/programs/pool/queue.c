/* The bounded queue. Under the lock: `used` jobs are waiting, ring[first] is the oldest of them. */
#include "pool.h"

int queue_init(struct queue *q)
{
    q->first = q->used = 0;
    q->closed = false;
    int error = pthread_mutex_init(&q->lock, NULL);
    if (error == 0)
        error = pthread_cond_init(&q->not_empty, NULL);
    if (error == 0)
        error = pthread_cond_init(&q->not_full, NULL);
    return error;
}

void queue_destroy(struct queue *q)
{
    pthread_cond_destroy(&q->not_full);
    pthread_cond_destroy(&q->not_empty);
    pthread_mutex_destroy(&q->lock);
}

static void append(struct queue *q, struct job *job)
{
    q->ring[(q->first + q->used) % QUEUE_MAX] = job;
    q->used++;
    pthread_cond_signal(&q->not_empty);
}

void queue_put(struct queue *q, struct job *job)
{
    pthread_mutex_lock(&q->lock);
    while (q->used == QUEUE_MAX)
        pthread_cond_wait(&q->not_full, &q->lock);
    append(q, job);
    pthread_mutex_unlock(&q->lock);
}

bool queue_try_put(struct queue *q, struct job *job)
{
    pthread_mutex_lock(&q->lock);
    bool room = q->used < QUEUE_MAX;
    if (room)
        append(q, job);
    pthread_mutex_unlock(&q->lock);
    return room;
}

struct job *queue_get(struct queue *q)
{
    struct job *job = NULL;
    pthread_mutex_lock(&q->lock);
    while (q->used == 0 && !q->closed)
        pthread_cond_wait(&q->not_empty, &q->lock);
    if (q->used > 0) {
        job = q->ring[q->first];
        q->first = (q->first + 1) % QUEUE_MAX;
        q->used--;
        pthread_cond_signal(&q->not_full);
    }
    pthread_mutex_unlock(&q->lock);
    return job;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
}
