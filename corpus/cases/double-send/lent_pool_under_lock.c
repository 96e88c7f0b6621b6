/* A pool that all threads work with under its lock: the finding has the declaration to paste. */
#include <pthread.h>
#include <stdlib.h>

struct pool {
    pthread_mutex_t lock;
    int next;
};

static void *take(void *arg)
{
    struct pool *p = arg;
    pthread_mutex_lock(&p->lock);
    p->next++;
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    struct pool p = {PTHREAD_MUTEX_INITIALIZER, 0};
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, take, &p); // expect: double-send
    // note: struct FBP_CHANNEL pool {
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return p.next;
}
