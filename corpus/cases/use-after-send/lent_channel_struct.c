/* The struct is declared to be made for sharing. */
#include <pthread.h>
#include <stdlib.h>

#include <fbp/annotate.h>

struct FBP_CHANNEL counter {
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
    pthread_t t, u;
    struct counter c = {PTHREAD_MUTEX_INITIALIZER, 0};
    if (pthread_create(&t, NULL, count, &c) != 0 || pthread_create(&u, NULL, count, &c) != 0)
        return 1;
    pthread_mutex_lock(&c.lock);
    c.n++;
    pthread_mutex_unlock(&c.lock);
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return c.n;
}
