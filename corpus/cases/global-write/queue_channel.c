/* The same queue with one annotation: a channel may be shared, its indices are the author's word. */
#include <fbp/annotate.h>
#include <pthread.h>

#define ROOM 8

struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int slots[ROOM];
    unsigned head, tail;
};

static struct queue queue = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0, 0};

static void put(struct queue *q, int n)
{
    pthread_mutex_lock(&q->lock);
    while (q->head - q->tail == ROOM)
        pthread_cond_wait(&q->changed, &q->lock);
    q->slots[q->head++ % ROOM] = n;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
}

static int take(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (q->head == q->tail)
        pthread_cond_wait(&q->changed, &q->lock);
    int n = q->slots[q->tail++ % ROOM];
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
    return n;
}

static void *producer(void *arg)
{
    for (int i = 1; i < 100; i++)
        put(&queue, i);
    put(&queue, 0);
    return arg;
}

static void *consumer(void *arg)
{
    int n;
    long sum = 0;
    while ((n = take(&queue)) != 0)
        sum += n;
    *(long *)arg = sum;
    return 0;
}

int main(void)
{
    pthread_t p, c;
    long sum;
    if (pthread_create(&p, NULL, producer, NULL) != 0)
        return 1;
    if (pthread_create(&c, NULL, consumer, &sum) != 0)
        return 1;
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return (int)sum;
}
