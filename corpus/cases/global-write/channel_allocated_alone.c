/* What is allocated as a channel, and used as nothing else, is everybody's. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

static void *work(void *argument)
{
    struct queue *q = argument;
    q->fd = 1;
    return NULL;
}

int main(void)
{
    struct queue *q = malloc(sizeof *q);
    pthread_t t;
    if (q == NULL)
        return 1;
    if (pthread_create(&t, NULL, work, q) != 0)
        return 1;
    q->fd = 2;
    pthread_join(t, NULL);
    return 0;
}
