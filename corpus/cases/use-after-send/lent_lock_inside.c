/* A lock in what is lent may be used by both; what stands beside it may not. */
#include <pthread.h>
#include <stdlib.h>

struct counter {
    pthread_mutex_t lock;
    int n;
};

static void *count(void *arg)
{
    struct counter *c = arg;
    pthread_mutex_lock(&c->lock);
    c->n++;
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct counter c = {PTHREAD_MUTEX_INITIALIZER, 0};
    if (pthread_create(&t, NULL, count, &c) != 0)
        return 1;
    pthread_mutex_lock(&c.lock);
    c.n++; // expect: use-after-send
    pthread_mutex_unlock(&c.lock);
    pthread_join(t, NULL);
    return c.n;
}
