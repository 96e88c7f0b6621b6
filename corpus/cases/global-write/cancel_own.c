/* A thread that is cancelled in calls only: what a thread-local variable is between its statements
 * is not seen by the clean-up handler. */
#include <pthread.h>

static _Thread_local int *at;

static void clean(void *arg)
{
    *at = 1;
    (void)arg;
}

static void *worker(void *arg)
{
    int own = 0, other = 0;
    at = &own;
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    pthread_cleanup_push(clean, NULL);
    for (int i = 0; i < 1000; i++) {
        at = &other;
        *at += i;
        at = &own;
    }
    pthread_cleanup_pop(0);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_cancel(t);
    pthread_join(t, NULL);
    return 0;
}
