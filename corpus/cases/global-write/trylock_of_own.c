/* A task holds its lock all the time, and calls a helper that does something only where it gets the
 * same lock: it never does. */
#include <pthread.h>
#include <stdlib.h>

struct mover {
    pthread_mutex_t lock;
    pthread_t id;
};

static struct mover *mover;
static int picked;

static void move_one(struct mover *m)
{
    if (pthread_mutex_trylock(&m->lock) != 0)
        return;
    picked++; // expect: unproven global-write
    pthread_mutex_unlock(&m->lock);
}

static void *worker(void *arg)
{
    struct mover *m = arg;
    pthread_mutex_lock(&m->lock);
    move_one(mover);
    pthread_mutex_unlock(&m->lock);
    return NULL;
}

int main(void)
{
    struct mover *m = calloc(1, sizeof *m);
    if (m == NULL)
        return 1;
    pthread_mutex_init(&m->lock, NULL);
    mover = m;
    if (pthread_create(&m->id, NULL, worker, m) != 0)
        return 1;
    pthread_join(m->id, NULL);
    return picked;
}
