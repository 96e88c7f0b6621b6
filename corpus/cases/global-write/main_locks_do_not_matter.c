/* main fills a table under a lock before the start: silent, lock or not. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int table[8];

static int lookup(int i)
{
    pthread_mutex_lock(&lock);
    int v = table[i & 7];
    pthread_mutex_unlock(&lock);
    return v;
}

static void store(int i, int v)
{
    pthread_mutex_lock(&lock);
    table[i & 7] = v;
    pthread_mutex_unlock(&lock);
}

static void *worker(void *arg)
{
    *(int *)arg = lookup(3);
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    store(3, 4);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    store(3, 5);
    return n;
}
