/* The lock is taken by everybody who calls the function that writes. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long hits, misses;

static void count(int *hit)
{
    if (*hit)
        hits++; // expect: global-write
    // note: guarded by lock
    else
        misses++; // expect: global-write
    // note: guarded by lock
}

static void *worker(void *arg)
{
    int hit = 1;
    pthread_mutex_lock(&lock);
    count(arg);
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    count(&hit);
    pthread_mutex_unlock(&lock);
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
