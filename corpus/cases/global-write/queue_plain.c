/* A hand-made bounded queue without annotations: its fields are globals that tasks write, under one lock. */
#include <pthread.h>

#define ROOM 8

static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int slots[ROOM];
    unsigned head, tail;
} queue = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0, 0};

static void put(int n)
{
    pthread_mutex_lock(&queue.lock);
    while (queue.head - queue.tail == ROOM)
        pthread_cond_wait(&queue.changed, &queue.lock);
    queue.slots[queue.head % ROOM] = n; // expect: global-write
    queue.head++; // expect: global-write
    pthread_cond_broadcast(&queue.changed);
    pthread_mutex_unlock(&queue.lock);
}

static int take(void)
{
    pthread_mutex_lock(&queue.lock);
    while (queue.head == queue.tail)
        pthread_cond_wait(&queue.changed, &queue.lock);
    int n = queue.slots[queue.tail++ % ROOM]; // expect: global-write
    pthread_cond_broadcast(&queue.changed);
    pthread_mutex_unlock(&queue.lock);
    return n;
}

static void *producer(void *arg)
{
    for (int i = 1; i < 100; i++)
        put(i);
    put(0);
    return arg;
}

static void *consumer(void *arg)
{
    int n;
    long sum = 0;
    while ((n = take()) != 0)
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
