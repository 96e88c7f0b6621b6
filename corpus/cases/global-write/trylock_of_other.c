/* As trylock_of_own.c, but the lock is another one, of which there are several, or was given back
 * before. */
#include <pthread.h>
#include <stdlib.h>

struct mover {
    pthread_mutex_t lock;
    pthread_t id;
};

struct single {
    pthread_mutex_t lock;
    int count;
};

static struct mover *movers[2];
static struct single *single;
static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER, second = PTHREAD_MUTEX_INITIALIZER;
static int picked, given, named;

static void move_one(struct mover *m)
{
    if (pthread_mutex_trylock(&m->lock) != 0)
        return;
    picked++; // expect: global-write
    pthread_mutex_unlock(&m->lock);
}

static void give(struct single *s)
{
    pthread_mutex_unlock(&s->lock);
}

static void take_again(struct single *s)
{
    if (pthread_mutex_trylock(&s->lock) != 0)
        return;
    given++; // expect: global-write
    pthread_mutex_unlock(&s->lock);
}

static void *worker(void *arg)
{
    struct mover *m = arg;
    pthread_mutex_lock(&m->lock);
    move_one(movers[1]);
    pthread_mutex_unlock(&m->lock);

    pthread_mutex_lock(&single->lock);
    give(single);
    take_again(single);

    pthread_mutex_lock(&first);
    if (pthread_mutex_trylock(&second) == 0) {
        named++; // expect: global-write
        pthread_mutex_unlock(&second);
    }
    pthread_mutex_unlock(&first);
    return NULL;
}

int main(void)
{
    pthread_t t;
    for (int i = 0; i < 2; i++) {
        movers[i] = calloc(1, sizeof *movers[i]);
        if (movers[i] == NULL)
            return 1;
        pthread_mutex_init(&movers[i]->lock, NULL);
    }
    single = calloc(1, sizeof *single);
    if (single == NULL)
        return 1;
    pthread_mutex_init(&single->lock, NULL);
    if (pthread_create(&t, NULL, worker, movers[0]) != 0)
        return 1;
    pthread_join(t, NULL);
    return picked + given + named;
}
