/* A frozen cache has a lock in it, but holding that does not make the rest writable. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

void *freeze(void *packet) FBP_FREEZES(1);

struct cache {
    pthread_mutex_t lock;
    int size;
};

FBP_TASK void setup(void)
{
    struct cache *c = calloc(1, sizeof *c);
    if (c == NULL)
        return;
    pthread_mutex_init(&c->lock, NULL);
    freeze(c);
    pthread_mutex_lock(&c->lock);
    c->size = 1; // expect: frozen-write
    pthread_mutex_unlock(&c->lock);
}
