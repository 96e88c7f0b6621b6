/* A ring under a lock, as a user writes it. */
#ifndef Q_H
#define Q_H
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define RING 8
struct FBP_CHANNEL ring {
    pthread_mutex_t m;
    pthread_cond_t put, got;
    void *slot[RING];
    unsigned head, tail;
    int closed;
};
#define RING_INIT                                                                                  \
    {.m = PTHREAD_MUTEX_INITIALIZER,                                                               \
     .put = PTHREAD_COND_INITIALIZER,                                                              \
     .got = PTHREAD_COND_INITIALIZER}
FBP_TRUSTED("locked ring") FBP_SENDS(2) static inline void ring_put(struct ring *r, void *p)
{
    pthread_mutex_lock(&r->m);
    while (r->head - r->tail == RING)
        pthread_cond_wait(&r->got, &r->m);
    r->slot[r->head++ % RING] = p;
    pthread_cond_signal(&r->put);
    pthread_mutex_unlock(&r->m);
}
FBP_TRUSTED("locked ring") FBP_RECEIVES static inline void *ring_get(struct ring *r)
{
    pthread_mutex_lock(&r->m);
    while (r->head == r->tail && !r->closed)
        pthread_cond_wait(&r->put, &r->m);
    void *p = r->head == r->tail ? NULL : r->slot[r->tail++ % RING];
    pthread_cond_signal(&r->got);
    pthread_mutex_unlock(&r->m);
    return p;
}
FBP_TRUSTED("locked ring") static inline void ring_close(struct ring *r)
{
    pthread_mutex_lock(&r->m);
    r->closed = 1;
    pthread_cond_broadcast(&r->put);
    pthread_mutex_unlock(&r->m);
}
#endif
