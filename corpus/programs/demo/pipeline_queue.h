/* A bounded queue of pointers between threads. Sending gives the packet away; receiving makes the
 * receiver its owner. The end of the stream is reached when every producer has closed and the queue
 * is empty.
 *
 * These annotations are all that fbp-check is told about this program: that a queue may be shared,
 * and which way packets go. The functions marked FBP_TRUSTED are short enough to be read with care.
 */
#ifndef PIPELINE_QUEUE_H
#define PIPELINE_QUEUE_H

#include <fbp/annotate.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty, not_full;
    size_t capacity, used, first;
    unsigned producers; /* that have not closed yet */
    void **ring;
};

struct queue *queue_new(size_t capacity, unsigned producers);
void queue_free(struct queue *q);

/* Waits for room. The packet is the receiver's from here on. */
FBP_SENDS(2)
FBP_TRUSTED("every access to the ring is under the queue's lock")
void queue_send(struct queue *q, void *packet);

/* Waits for a packet; NULL at the end of the stream. */
FBP_RECEIVES
FBP_TRUSTED("every access to the ring is under the queue's lock")
void *queue_receive(struct queue *q);

/* One producer will send nothing more. */
FBP_TRUSTED("the count of producers is under the queue's lock")
void queue_close(struct queue *q);

#endif
