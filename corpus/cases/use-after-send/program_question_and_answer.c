/* A whole program: each question says where the answer goes; the message itself comes back as the answer. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    unsigned first, last;
    void *packets[16];
};

FBP_TRUSTED("its lock guards what is in a queue") FBP_SENDS(2)
static void q_send(struct queue *q, void *packet)
{
    pthread_mutex_lock(&q->lock);
    q->packets[q->last++ % 16] = packet;
    pthread_cond_signal(&q->filled);
    pthread_mutex_unlock(&q->lock);
}

FBP_TRUSTED("its lock guards what is in a queue") FBP_RECEIVES
static void *q_receive(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (q->first == q->last)
        pthread_cond_wait(&q->filled, &q->lock);
    void *packet = q->packets[q->first++ % 16];
    pthread_mutex_unlock(&q->lock);
    return packet;
}

struct question {
    struct queue *reply;
    int number;
};

static struct queue desk = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, {0}};
static struct queue mine = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, {0}};

static void *clerk(void *unused)
{
    struct question *q;
    while ((q = q_receive(&desk)) != NULL) {
        struct queue *reply = q->reply;
        q->number = -q->number;
        q_send(reply, q);
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, clerk, NULL) != 0)
        return 1;
    struct question *q = malloc(sizeof *q);
    if (q == NULL)
        return 1;
    q->reply = &mine;
    for (q->number = 3; q->number > 0; q->number--) {
        q_send(&desk, q);
        q = q_receive(&mine);
        printf("%d\n", q->number);
        q->number = -q->number;
    }
    free(q);
    q_send(&desk, NULL);
    pthread_join(t, NULL);
    return 0;
}
