/* A pointer to a structure is a pointer to its first member, too: here that is a lock, and the rest is none. */
#include <pthread.h>

static struct cache {
    pthread_mutex_t lock;
    long hits;
} cache = {PTHREAD_MUTEX_INITIALIZER, 0};

static void hit(struct cache *c)
{
    pthread_mutex_lock(&c->lock);
    c->hits++; // expect: global-write
    // note: struct FBP_CHANNEL cache {
    pthread_mutex_unlock(&c->lock);
}

static void *worker(void *arg)
{
    hit(&cache);
    return arg;
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
