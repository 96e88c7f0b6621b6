/* One lock for each bucket: which one is not known, so it is "some lock of locks[]". */
#include <pthread.h>

enum { BUCKETS = 16 };
static pthread_mutex_t locks[BUCKETS];
static long counts[BUCKETS], first;

static void *worker(void *arg)
{
    unsigned bucket = *(unsigned *)arg % BUCKETS;
    pthread_mutex_lock(&locks[bucket]);
    counts[bucket]++; // expect: global-write
    // note: guarded by some lock of locks[]
    pthread_mutex_unlock(&locks[bucket]);
    pthread_mutex_lock(&locks[0]);
    first++; // expect: global-write
    // note: guarded by locks[0]
    pthread_mutex_unlock(&locks[0]);
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
