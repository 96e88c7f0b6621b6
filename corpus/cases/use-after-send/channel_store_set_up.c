/* Main sets a queue up: its table of slots is no packet that somebody could have taken. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct msg {
    int number;
};

struct FBP_CHANNEL ring {
    pthread_mutex_t lock;
    struct msg **slots;
    unsigned room, head;
};

static struct ring *ring_new(unsigned room)
{
    struct ring *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->slots = calloc(room, sizeof *r->slots);
    r->room = room;
    if (r->slots == NULL || pthread_mutex_init(&r->lock, NULL) != 0)
        return NULL;
    for (unsigned i = 0; i < room; i++)
        r->slots[i] = NULL;
    return r;
}

static void *worker(void *arg)
{
    struct ring *r = arg;
    pthread_mutex_lock(&r->lock);
    r->head++;
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct ring *r = ring_new(8);
    if (r == NULL || pthread_create(&t, NULL, worker, r) != 0)
        return 1;
    pthread_join(t, NULL);
    free(r->slots);
    free(r);
    return 0;
}
