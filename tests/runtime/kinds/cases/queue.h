// A queue of pointers, as programs have one.
#ifndef QUEUE_H
#define QUEUE_H
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    void *items[64];
    unsigned first, last;
};
#define QUEUE_EMPTY {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0, 0}

FBP_SENDS(2)
FBP_TRUSTED("under the queue's lock") static inline void queue_put(struct queue *q, void *item)
{
    pthread_mutex_lock(&q->lock);
    q->items[q->last++ % 64] = item;
    pthread_cond_signal(&q->filled);
    pthread_mutex_unlock(&q->lock);
}

FBP_RECEIVES FBP_TRUSTED("under the queue's lock") static inline void *queue_take(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (q->first == q->last)
        pthread_cond_wait(&q->filled, &q->lock);
    void *item = q->items[q->first++ % 64];
    pthread_mutex_unlock(&q->lock);
    return item;
}
#endif
