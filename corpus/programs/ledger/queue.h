/* An unbounded queue of packets between threads: a list of cells under one lock.
 *
 * Whoever sends a packet gives it away, whoever receives it owns it. The annotations are all that
 * fbp-check is told: the bodies of the trusted functions are short enough to be read with care. */
#ifndef QUEUE_H
#define QUEUE_H

#include <fbp/annotate.h>
#include <pthread.h>
#include <stdbool.h>

struct cell;

struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct cell *first, *last;
    bool closed;
};

bool queue_init(struct queue *q);
void queue_destroy(struct queue *q);

/* False if there is no memory for another cell: then the packet is still the caller's. */
FBP_SENDS_IF(2, "nonzero")
FBP_TRUSTED("the list of cells is only touched under the queue's lock")
bool queue_send(struct queue *q, void *packet);

/* Waits for a packet; NULL when the queue is closed and empty. */
FBP_RECEIVES
FBP_TRUSTED("the list of cells is only touched under the queue's lock")
void *queue_receive(struct queue *q);

/* Nothing more will be sent. */
FBP_TRUSTED("the flag is only touched under the queue's lock")
void queue_close(struct queue *q);

#endif
