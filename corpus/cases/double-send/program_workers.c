/* A whole program: two workers get every other message; nobody gets one twice. */
#include <fbp/annotate.h>
#include <pthread.h>
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

static struct queue queues[2] = {{PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, {0}},
                                 {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, {0}}};

static void *worker(void *queue)
{
    int *n;
    while ((n = q_receive(queue)) != NULL) {
        *n += 1;
        free(n);
    }
    return NULL;
}

int main(void)
{
    pthread_t workers[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&workers[i], NULL, worker, &queues[i]) != 0)
            return 1;
    for (int i = 0; i < 6; i++) {
        int *n = malloc(sizeof *n);
        if (n == NULL)
            return 1;
        *n = i;
        q_send(&queues[i % 2], n);
    }
    for (int i = 0; i < 2; i++)
        q_send(&queues[i], NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(workers[i], NULL);
    return 0;
}
