/* Waiting for a condition gives the mutex away and has it again when it returns. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int waiting;

static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    waiting++; // expect: global-write
    // note: guarded by lock
    while (waiting == 1)
        pthread_cond_wait(&cond, &lock);
    waiting--; // expect: global-write
    // note: guarded by lock
    pthread_cond_signal(&cond);
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
