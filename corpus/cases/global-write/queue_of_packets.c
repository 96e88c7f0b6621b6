/* A channel of heap packets: what is received is the receiver's own. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct packet {
    int n;
    char text[24];
};

struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct packet *slot;
};

static struct queue queue = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL};

FBP_SENDS(2) FBP_TRUSTED("one packet under the lock") static void send(struct queue *q, struct packet *p)
{
    pthread_mutex_lock(&q->lock);
    while (q->slot)
        pthread_cond_wait(&q->changed, &q->lock);
    q->slot = p;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
}

FBP_RECEIVES FBP_TRUSTED("one packet under the lock") static struct packet *receive(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (!q->slot)
        pthread_cond_wait(&q->changed, &q->lock);
    struct packet *p = q->slot;
    q->slot = NULL;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
    return p;
}

static void *producer(void *arg)
{
    for (int i = 5; i >= 0; i--) {
        struct packet *p = calloc(1, sizeof *p);
        if (!p)
            abort();
        p->n = i;
        p->text[0] = 'p';
        send(&queue, p);
    }
    return arg;
}

static void *consumer(void *arg)
{
    long sum = 0;
    for (;;) {
        struct packet *p = receive(&queue);
        int n = p->n;
        p->n = -1;
        p->text[1] = '\0';
        free(p);
        if (n == 0)
            break;
        sum += n;
    }
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
