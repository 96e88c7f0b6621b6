/* What is given to the task is a channel; whose the counter behind it is, in memory that was allocated
 * as one, nobody says. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct counted {
    struct queue queue;
    int count;
};

static void *work(void *argument)
{
    struct counted *c = argument;
    c->count = 1; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    struct queue *q = malloc(sizeof(struct counted));
    pthread_t t;
    if (q == NULL)
        return 1;
    struct counted *all = (struct counted *)q;
    if (pthread_create(&t, NULL, work, q) != 0)
        return 1;
    all->count = 2;
    pthread_join(t, NULL);
    return 0;
}
