/* Two threads are given a struct that has a queue in it; the queue is made to be shared, the struct is not. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    int used;
};

struct shop {
    struct queue orders;
    int sold;
};

struct job {
    struct shop *shop;
    int n;
};

static void *work(void *arg)
{
    struct job *j = arg;
    pthread_mutex_lock(&j->shop->orders.lock);
    j->shop->orders.used++;
    pthread_mutex_unlock(&j->shop->orders.lock);
    j->n = j->shop->sold;
    return NULL;
}

int main(void)
{
    pthread_t t, u;
    struct shop *shop = calloc(1, sizeof *shop);
    if (shop == NULL)
        return 1;
    pthread_mutex_init(&shop->orders.lock, NULL);
    struct job first = {.shop = shop}, second = {.shop = shop};
    if (pthread_create(&t, NULL, work, &first) != 0)
        return 1;
    if (pthread_create(&u, NULL, work, &second) == 0) // expect: double-send
        pthread_join(u, NULL);
    pthread_join(t, NULL);
    return first.n + second.n;
}
