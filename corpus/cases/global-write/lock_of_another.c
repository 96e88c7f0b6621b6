/* The lock lies in a structure of the same type, but not in the one that is written. */
#include <pthread.h>
#include <stdlib.h>

struct pool {
    pthread_mutex_t lock;
    int used;
};

static struct pool *pools[2];

static void take(struct pool *p, struct pool *other)
{
    pthread_mutex_lock(&other->lock);
    p->used++; // expect: unproven global-write
    // note: unsynchronised
    pthread_mutex_unlock(&other->lock);
}

static void *worker(void *arg)
{
    if (pools[0] != NULL && pools[1] != NULL)
        take(pools[0], pools[1]);
    return arg;
}

__attribute__((constructor)) static void prepare(void)
{
    for (int i = 0; i < 2; i++) {
        pools[i] = calloc(1, sizeof *pools[i]);
        if (pools[i] != NULL)
            pthread_mutex_init(&pools[i]->lock, NULL);
    }
}

int main(void)
{
    pthread_t t[2];
    int n[2] = {0, 1};
    for (int i = 0; i < 2; i++)
        if (pthread_create(&t[i], NULL, worker, &n[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
