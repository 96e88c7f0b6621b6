/* A queue of the program's own, without annotations on its functions: what is put into its memory
 * has been sent. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct msg {
    int number;
};

struct FBP_CHANNEL ring {
    pthread_mutex_t lock;
    struct msg *slots[8];
    unsigned head, tail;
};

static struct ring ring = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void put(struct ring *r, struct msg *m)
{
    pthread_mutex_lock(&r->lock);
    r->slots[r->head++ % 8] = m;
    pthread_mutex_unlock(&r->lock);
}

static struct msg *take(struct ring *r)
{
    pthread_mutex_lock(&r->lock);
    struct msg *m = r->slots[r->tail++ % 8];
    pthread_mutex_unlock(&r->lock);
    return m;
}

static void *consumer(void *arg)
{
    struct msg *m = take(arg);
    if (m != NULL)
        m->number = 2; // expect: unproven global-write
    return NULL;
}

static void *producer(void *arg)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return NULL;
    m->number = 1;
    put(arg, m);
    m->number = 3; // expect: unproven use-after-send
    return NULL;
}

static void *careful(void *arg)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return NULL;
    m->number = 1;
    put(arg, m);
    m = malloc(sizeof *m);
    if (m != NULL)
        m->number = 3;
    free(m);
    return NULL;
}

int main(void)
{
    pthread_t a, b, c;
    if (pthread_create(&a, NULL, consumer, &ring) != 0 ||
        pthread_create(&b, NULL, producer, &ring) != 0 ||
        pthread_create(&c, NULL, careful, &ring) != 0)
        return 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(c, NULL);
    return 0;
}
