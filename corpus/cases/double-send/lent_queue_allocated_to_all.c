/* A queue that a helper allocates; two threads have it in what they are given. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    int used;
};

struct job {
    struct queue *out;
    int n, result;
};

static void *work(void *arg)
{
    struct job *j = arg;
    j->result = 2 * j->n;
    return NULL;
}

static struct queue *queue_new(void)
{
    struct queue *q = calloc(1, sizeof *q);
    if (q == NULL)
        abort();
    q->used = 0;
    pthread_mutex_init(&q->lock, NULL);
    return q;
}

int main(void)
{
    pthread_t t, u;
    struct queue *q = queue_new();
    struct job first = {.out = q, .n = 1}, second = {.out = q, .n = 2};
    if (pthread_create(&t, NULL, work, &first) != 0)
        return 1;
    if (pthread_create(&u, NULL, work, &second) == 0)
        pthread_join(u, NULL);
    pthread_join(t, NULL);
    return first.result + second.result;
}
