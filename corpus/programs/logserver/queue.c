/* The queue, a ring under a lock. */
#include "message.h"

#include <stdlib.h>

struct queue *queue_new(unsigned producers)
{
    struct queue *q = calloc(1, sizeof *q);
    if (q == NULL)
        return NULL;
    q->producers = producers;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->not_empty, NULL);
    pthread_cond_init(&q->not_full, NULL);
    return q;
}

void queue_free(struct queue *q)
{
    pthread_cond_destroy(&q->not_full);
    pthread_cond_destroy(&q->not_empty);
    pthread_mutex_destroy(&q->lock);
    free(q);
}

void queue_send(struct queue *q, const void *packet)
{
    pthread_mutex_lock(&q->lock);
    while (q->used == QUEUE_MAX)
        pthread_cond_wait(&q->not_full, &q->lock);
    q->ring[(q->first + q->used++) % QUEUE_MAX] = packet;
    pthread_cond_signal(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
}

void *queue_receive(struct queue *q)
{
    const void *packet = NULL;
    pthread_mutex_lock(&q->lock);
    while (q->used == 0 && q->producers > 0)
        pthread_cond_wait(&q->not_empty, &q->lock);
    if (q->used > 0) {
        packet = q->ring[q->first];
        q->first = (q->first + 1) % QUEUE_MAX;
        q->used--;
        pthread_cond_signal(&q->not_full);
    }
    pthread_mutex_unlock(&q->lock);
    return (void *)packet;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    if (--q->producers == 0)
        pthread_cond_broadcast(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
}
