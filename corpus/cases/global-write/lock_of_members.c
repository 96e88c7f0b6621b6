/* Two members of one variable, each under its own lock, and a third under none. */
#include <pthread.h>

static pthread_mutex_t in_lock = PTHREAD_MUTEX_INITIALIZER, out_lock = PTHREAD_MUTEX_INITIALIZER;
static struct traffic {
    long in, out;
    int errors;
} traffic;

static void *worker(void *arg)
{
    pthread_mutex_lock(&in_lock);
    traffic.in++; // expect: global-write
    // note: long in FBP_SHARED("guarded by in_lock");
    pthread_mutex_unlock(&in_lock);
    pthread_mutex_lock(&out_lock);
    traffic.out++; // expect: global-write
    // note: long out FBP_SHARED("guarded by out_lock");
    pthread_mutex_unlock(&out_lock);
    traffic.errors++; // expect: global-write
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
