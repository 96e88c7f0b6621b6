/* What compiled code would do, written by hand. */
#ifndef BY_HAND_H
#define BY_HAND_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi.h"

#define LENGTH(a) (sizeof(a) / sizeof(a)[0])
#define TYPE(name, type, ...)                                                                      \
    static const struct fbp_type name = {sizeof(type),                                             \
                                         sizeof((struct fbp_pointer[]){__VA_ARGS__}) /             \
                                             sizeof(struct fbp_pointer),                           \
                                         {__VA_ARGS__}}

/* An access to the object that `p` points to; `p` is evaluated several times. */
#define CHECK(p, write)                                                                            \
    (*(const volatile uint16_t *)(FBP_SHADOW_BASE + ((uintptr_t)(p) >> FBP_GRANULE_SHIFT) * 2) ==  \
             __fbp_self                                                                            \
         ? (void)0                                                                                 \
         : __fbp_check((p), FBP_ACCESS(write, sizeof *(p), 0)))
#define READ(p) (CHECK(p, 0), *(p))
#define WRITE(p, value) (CHECK(p, 1), *(p) = (value))

static inline pthread_t start_as(void *(*function)(void *), void *argument, uint64_t form,
                                 const struct fbp_type *type)
{
    pthread_t thread;
    void *start = __fbp_start((void *)(uintptr_t)function, argument, form, type, "pthread_create");
    int failed = pthread_create(&thread, NULL, __fbp_run, start);
    __fbp_started(start, (uint64_t)thread, NULL, failed == 0);
    if (failed)
        abort();
    return thread;
}
static inline pthread_t start(void *(*function)(void *), void *argument)
{
    return start_as(function, argument, FBP_FORM_WHOLE, NULL);
}
static inline void *join(pthread_t thread)
{
    void *result = NULL;
    pthread_join(thread, &result);
    __fbp_joined((uint64_t)thread);
    return result;
}

/* A queue of pointers; it is a channel. */
struct queue {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    void *slots[64];
    unsigned first, n;
};
#define QUEUE {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0, 0}
static inline void put(struct queue *q, void *packet)
{
    pthread_mutex_lock(&q->lock);
    while (q->n == LENGTH(q->slots))
        pthread_cond_wait(&q->changed, &q->lock);
    q->slots[(q->first + q->n++) % LENGTH(q->slots)] = packet;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
}
static inline void *get(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (q->n == 0)
        pthread_cond_wait(&q->changed, &q->lock);
    void **slot = &q->slots[q->first++ % LENGTH(q->slots)], *packet = *slot;
    *slot = NULL; /* else it would lead to the packet for ever */
    q->n--;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
    return packet;
}
static inline __attribute__((always_inline)) void send_to(struct queue *q, void *packet,
                                                          const struct fbp_type *type)
{
    __fbp_send(packet, FBP_FORM_WHOLE, type, "q_send");
    put(q, packet);
}
static inline __attribute__((always_inline)) void *receive_from(struct queue *q,
                                                                const struct fbp_type *type)
{
    void *packet = get(q);
    __fbp_receive(packet, type, "q_receive");
    return packet;
}

static inline int wants(int argc, char **argv, const char *what)
{
    return argc > 1 && strcmp(argv[1], what) == 0;
}

#endif
