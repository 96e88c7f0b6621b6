/* Two writes under the lock, one without: none of them is ordered. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long hits;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    hits++; // expect: global-write
    // note: unsynchronised
    hits += 2; // expect: global-write
    // note: unsynchronised
    pthread_mutex_unlock(&lock);
    hits = 0; // expect: global-write
    // note: unsynchronised
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
