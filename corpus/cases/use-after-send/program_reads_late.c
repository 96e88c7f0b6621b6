/* A whole program: main sends a number to a task, which frees it, and prints it after that. */
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

static struct queue in = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, {0}};

static void *print(void *unused)
{
    int *n = q_receive(&in);
    printf("%d\n", *n);
    free(n);
    return NULL;
}

int main(void)
{
    pthread_t t;
    int *n = malloc(sizeof *n);
    if (n == NULL || pthread_create(&t, NULL, print, NULL) != 0)
        return 1;
    *n = 7;
    q_send(&in, n);
    printf("sent %d\n", *n); // expect: use-after-send
    pthread_join(t, NULL);
    return 0;
}
