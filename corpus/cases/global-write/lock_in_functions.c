/* The program locks through functions of its own. */
#include <pthread.h>

static pthread_mutex_t stats_lock = PTHREAD_MUTEX_INITIALIZER;
static long total;

static void stats_enter(void)
{
    pthread_mutex_lock(&stats_lock);
}

static void stats_leave(void)
{
    pthread_mutex_unlock(&stats_lock);
}

static void *worker(void *arg)
{
    stats_enter();
    total++; // expect: global-write
    // note: static long total FBP_SHARED("guarded by stats_lock");
    stats_leave();
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
