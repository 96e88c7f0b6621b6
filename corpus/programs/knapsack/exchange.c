/* The exchange, a stack of offers under a lock. Who gives while nobody waits only keeps the others
 * from waiting. */
#include "exchange.h"

void exchange_init(struct exchange *x, unsigned workers)
{
    pthread_mutex_init(&x->lock, NULL);
    pthread_cond_init(&x->changed, NULL);
    x->workers = workers;
    x->waiting = x->used = 0;
}

void exchange_destroy(struct exchange *x)
{
    pthread_cond_destroy(&x->changed);
    pthread_mutex_destroy(&x->lock);
}

bool exchange_give(struct exchange *x, struct parcel *parcel)
{
    pthread_mutex_lock(&x->lock);
    bool room = x->used < OFFERS_MAX;
    if (room) {
        x->offers[x->used++] = parcel;
        pthread_cond_signal(&x->changed);
    }
    pthread_mutex_unlock(&x->lock);
    return room;
}

struct parcel *exchange_take(struct exchange *x, struct bound *bound)
{
    struct parcel *parcel = NULL;
    pthread_mutex_lock(&x->lock);
    x->waiting++;
    while (x->used == 0 && x->waiting < x->workers) {
        atomic_store(&bound->hungry, true);
        pthread_cond_wait(&x->changed, &x->lock);
    }
    if (x->used > 0) {
        parcel = x->offers[--x->used];
        x->waiting--;
        atomic_store(&bound->hungry, x->waiting > 0);
    } else {
        pthread_cond_broadcast(&x->changed); /* this was the last one */
    }
    pthread_mutex_unlock(&x->lock);
    return parcel;
}
