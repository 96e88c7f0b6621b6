/* The bounded queue: a ring of pointers, one mutex, two conditions.
 *
 * Invariants, under the lock: used <= capacity, first < capacity, and the packets waiting are
 * ring[first], ring[first + 1], ..., `used` of them, round the end. */
#include "pipeline.h"

#include <stdlib.h>

struct queue *queue_new(size_t capacity, unsigned producers)
{
    struct queue *q = calloc(1, sizeof *q);
    if (q == NULL)
        die("out of memory");
    q->ring = calloc(capacity, sizeof *q->ring);
    if (q->ring == NULL)
        die("out of memory");
    q->capacity = capacity;
    q->producers = producers;
    if (pthread_mutex_init(&q->lock, NULL) != 0 || pthread_cond_init(&q->not_empty, NULL) != 0 ||
        pthread_cond_init(&q->not_full, NULL) != 0)
        die("cannot make a queue");
    return q;
}

void queue_free(struct queue *q)
{
    pthread_cond_destroy(&q->not_full);
    pthread_cond_destroy(&q->not_empty);
    pthread_mutex_destroy(&q->lock);
    free(q->ring);
    free(q);
}

void queue_send(struct queue *q, void *packet)
{
    pthread_mutex_lock(&q->lock);
    while (q->used == q->capacity)
        pthread_cond_wait(&q->not_full, &q->lock);
    q->ring[(q->first + q->used) % q->capacity] = packet;
    q->used++;
    pthread_cond_signal(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
}

void *queue_receive(struct queue *q)
{
    void *packet = NULL;
    pthread_mutex_lock(&q->lock);
    while (q->used == 0 && q->producers > 0)
        pthread_cond_wait(&q->not_empty, &q->lock);
    if (q->used > 0) {
        packet = q->ring[q->first];
        q->first = (q->first + 1) % q->capacity;
        q->used--;
        pthread_cond_signal(&q->not_full);
    }
    pthread_mutex_unlock(&q->lock);
    return packet;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->producers--;
    if (q->producers == 0)
        pthread_cond_broadcast(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
}
