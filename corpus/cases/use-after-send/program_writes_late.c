/* A whole program: a task adds up numbers in a message that it has sent to main. */
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

static struct queue out = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, {0}};

static void *add(void *unused)
{
    int *sum = calloc(1, sizeof *sum);
    if (sum == NULL)
        abort();
    q_send(&out, sum);
    for (int i = 0; i < 4; i++)
        *sum += i; // expect: use-after-send
    return NULL;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, add, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    int *sum = q_receive(&out);
    printf("%d\n", *sum);
    free(sum);
    return 0;
}
