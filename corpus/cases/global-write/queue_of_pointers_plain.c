/* A hand-written queue of heap items without annotations: its links are written under the lock; the item that
 * came out of it is not known to be the taker's alone. */
#include <pthread.h>
#include <stdlib.h>

struct item {
    struct item *next;
    int n;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct item *first;

static void put(struct item *i)
{
    pthread_mutex_lock(&lock);
    i->next = first;
    first = i; // expect: global-write
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

static struct item *take(void)
{
    pthread_mutex_lock(&lock);
    while (!first)
        pthread_cond_wait(&changed, &lock);
    struct item *i = first;
    first = i->next; // expect: global-write
    pthread_mutex_unlock(&lock);
    return i;
}

static void *producer(void *arg)
{
    for (int k = 3; k >= 0; k--) {
        struct item *i = malloc(sizeof *i);
        if (!i)
            abort();
        i->n = k;
        put(i);
    }
    return arg;
}

static void *consumer(void *arg)
{
    int n;
    do {
        struct item *i = take();
        n = i->n;
        i->n = -1; // expect: unproven global-write
        free(i);   // expect: unproven global-write
    } while (n);
    return arg;
}

int main(void)
{
    pthread_t p, c;
    if (pthread_create(&p, NULL, producer, NULL) != 0)
        return 1;
    if (pthread_create(&c, NULL, consumer, NULL) != 0)
        return 1;
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return 0;
}
