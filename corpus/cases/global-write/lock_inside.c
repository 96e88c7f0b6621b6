/* The lock lies in the structure it guards: the structure can be declared a channel. */
#include <pthread.h>
#include <stdlib.h>

struct pool {
    pthread_mutex_t lock;
    int used, peak;
};

static struct pool *pools[2];

static void take(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->used++;             // expect: unproven global-write
    if (p->peak < p->used) // note: struct FBP_CHANNEL pool {
        p->peak = p->used; // expect: unproven global-write
    // note: its own lock
    pthread_mutex_unlock(&p->lock);
}

static void *worker(void *arg)
{
    if (pools[0] != NULL)
        take(pools[0]);
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
