/* One of two callers forgets the lock. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long hits;

static void count(void)
{
    hits++; // expect: global-write
    // note: unsynchronised
}

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    count();
    pthread_mutex_unlock(&lock);
    count();
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
