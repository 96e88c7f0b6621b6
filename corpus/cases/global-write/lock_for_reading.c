/* A lock held for reading does not order writes. */
#include <pthread.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static long read_under, written_under;

static void *worker(void *arg)
{
    pthread_rwlock_rdlock(&lock);
    read_under++; // expect: global-write
    // note: unsynchronised
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_wrlock(&lock);
    written_under++; // expect: global-write
    // note: guarded by lock
    pthread_rwlock_unlock(&lock);
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
