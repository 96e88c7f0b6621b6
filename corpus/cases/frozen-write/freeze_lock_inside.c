/* A frozen cache has a lock in it: the lock may be taken, and the statistics that are said to be shared counted. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct cache {
    pthread_mutex_t lock;
    int hits FBP_SHARED("statistics only");
    int size;
};

FBP_TASK int setup(void)
{
    struct cache *c = calloc(1, sizeof *c);
    if (c == NULL)
        return 0;
    pthread_mutex_init(&c->lock, NULL);
    freeze(c);
    pthread_mutex_lock(&c->lock);
    c->hits++;
    pthread_mutex_unlock(&c->lock);
    return c->size;
}
