/* The queue: cells from `first` to `last`, oldest first; both NULL when it is empty. */
#include "queue.h"

#include <stdlib.h>

struct cell {
    struct cell *next;
    void *packet;
};

bool queue_init(struct queue *q)
{
    q->first = q->last = NULL;
    q->closed = false;
    return pthread_mutex_init(&q->lock, NULL) == 0 && pthread_cond_init(&q->changed, NULL) == 0;
}

void queue_destroy(struct queue *q)
{
    pthread_cond_destroy(&q->changed);
    pthread_mutex_destroy(&q->lock);
}

bool queue_send(struct queue *q, void *packet)
{
    struct cell *c = malloc(sizeof *c);
    if (c == NULL)
        return false;
    c->next = NULL;
    c->packet = packet;
    pthread_mutex_lock(&q->lock);
    if (q->last != NULL)
        q->last->next = c;
    else
        q->first = c;
    q->last = c;
    pthread_cond_signal(&q->changed);
    pthread_mutex_unlock(&q->lock);
    return true;
}

void *queue_receive(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (q->first == NULL && !q->closed)
        pthread_cond_wait(&q->changed, &q->lock);
    struct cell *c = q->first;
    if (c != NULL) {
        q->first = c->next;
        if (q->first == NULL)
            q->last = NULL;
    }
    pthread_mutex_unlock(&q->lock);
    if (c == NULL)
        return NULL;
    void *packet = c->packet;
    free(c);
    return packet;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
}
