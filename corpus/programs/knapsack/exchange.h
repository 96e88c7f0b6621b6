/* The exchange: where workers that have too much meet those that have nothing to do.
 *
 * Work travels in parcels. A worker that sees that somebody is hungry packs some of its open nodes
 * and gives them away; one that has none left takes a parcel, or waits for one. When all wait, the
 * tree is searched. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include "problem.h"

#include <pthread.h>
#include <stdatomic.h>

enum { PARCEL_MAX = 16, OFFERS_MAX = 8 };

struct parcel {
    unsigned count;
    struct node nodes[PARCEL_MAX];
};

struct FBP_CHANNEL exchange {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    unsigned workers, waiting, used;
    struct parcel *offers[OFFERS_MAX];
};

/* The best value that anybody has found. It only ever grows, and what it prunes is worse than the
 * result: when it is seen changes how long the search takes, not what it finds. */
struct bound {
    atomic_uint best FBP_SHARED("only prunes what cannot be the result");
    atomic_bool hungry FBP_SHARED("a hint: whether somebody waits for work");
};

void exchange_init(struct exchange *x, unsigned workers);
void exchange_destroy(struct exchange *x);

/* False, and the parcel is still the caller's, if there are enough offers. */
FBP_SENDS_IF(2, "nonzero")
FBP_TRUSTED("the offers are under the exchange's lock")
bool exchange_give(struct exchange *x, struct parcel *parcel);

/* NULL when everybody waits: then there is no work any more. */
FBP_RECEIVES
FBP_TRUSTED("the offers are under the exchange's lock")
struct parcel *exchange_take(struct exchange *x, struct bound *bound);

#endif
