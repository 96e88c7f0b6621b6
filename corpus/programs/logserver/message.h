/* Messages, the packets that go from stage to stage, and the queues that they go through. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "config.h"

#include <pthread.h>

enum { SOURCE_MAX = 16, TEXT_MAX = 200, QUEUE_MAX = 32 };

struct message {
    unsigned number; /* in the order in which messages came */
    enum level level;
    bool wanted; /* set by a formatter */
    char source[SOURCE_MAX];
    char text[TEXT_MAX];
};

/* A notice goes to several at once: it is frozen before the first of them gets it. */
struct notice {
    unsigned messages; /* how many came */
    char text[TEXT_MAX];
};

FBP_FREEZES(1)
FBP_TRUSTED("changes nothing: it says that from here on nobody does")
const struct notice *notice_publish(struct notice *notice);
FBP_TRUSTED("called by main when all threads are joined: nobody reads it any more")
void notice_free(const struct notice *notice);

/* A bounded queue with several producers. */
struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty, not_full;
    unsigned first, used, producers;
    const void *ring[QUEUE_MAX];
};

struct queue *queue_new(unsigned producers);
void queue_free(struct queue *q);

FBP_SENDS(2)
FBP_TRUSTED("the ring is under the queue's lock")
void queue_send(struct queue *q, const void *packet);

/* NULL when every producer has closed it and it is empty. */
FBP_RECEIVES
FBP_TRUSTED("the ring is under the queue's lock")
void *queue_receive(struct queue *q);

FBP_TRUSTED("the number of producers is under the queue's lock")
void queue_close(struct queue *q);

#endif
